import type { ParseKeys } from 'i18next';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { ask } from '../actions/ask.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { wrongsOf } from '../welcome/checks.ts';
import { isPlain } from './addressesOf.ts';
import { useTimeLeft } from './useTimeLeft.ts';

type Code = { code: string; expiresAt: number };
/** A code is good for so long, in ms: by this computer's clock, which need not agree with the server's. */
const LIFE_MS = 15 * 60_000;

/** A code to be read out, made when it is asked for: it lets one person in, and shows their app that it has found the server. */
export function SpokenCode({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const [code, setCode] = useState<Code | null>(null);
  const [refused, setRefused] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async () => {
    if (busy) return;
    setBusy(true);
    const made = await ask(app, space.spaceId, 'invite:speak', {});
    setBusy(false);
    setRefused(made.ok ? null : made.error);
    if (made.ok) setCode({ ...made.data, expiresAt: Date.now() + LIFE_MS });
  };
  return (
    <section className="invitation-part">
      <h2 className="field-label">{t('invite.aloud')}</h2>
      {isPlain(space) ? (
        <p className="invitation-words">
          {t('invite.aloudPlain')} {space.choices !== null && t('invite.aloudPlainHost')}
        </p>
      ) : code === null ? (
        <div className="spoken-none">
          <p className="invitation-words">{t('invite.aloudHint')}</p>
          <Button aria-busy={busy} onClick={() => void make()}>
            {t(busy ? 'invite.aloudWorking' : 'invite.aloudMake')}
          </Button>
        </div>
      ) : (
        <Made code={code} busy={busy} onNew={() => void make()} />
      )}
      {refused !== null && (
        <p className="field-error" role="alert">
          {t(wordsOf(refused))}
        </p>
      )}
    </section>
  );
}

/** The server can prove nothing by a code, or may not be asked. */
function wordsOf(refused: AppError): ParseKeys {
  if (refused.code === 'conflict') return 'invite.aloudRefused';
  return wrongsOf<never>(refused, {}).form?.key ?? 'error.internal';
}

function Made({ code: { code, expiresAt }, busy, onNew }: { code: Code; busy: boolean; onNew: () => void }) {
  const { t } = useTranslation();
  const left = useTimeLeft(expiresAt);
  const over = left === null;
  const said = useRef<HTMLOutputElement>(null);
  // What it was made with is gone.
  useLayoutEffect(() => said.current?.focus(), []);
  return (
    <div className="spoken" data-over={over || undefined}>
      <output ref={said} className="spoken-code" tabIndex={-1}>
        {code.split('-').map((group) => (
          <span key={group}>{group}</span>
        ))}
      </output>
      <div className="spoken-foot">
        <span className="spoken-left figures" role="timer">
          {over ? t('invite.aloudOver') : t('invite.aloudLeft', { left })}
        </span>
        <Button size="small" look={over ? 'primary' : 'quiet'} aria-busy={busy} onClick={onNew}>
          {t('invite.aloudNew')}
        </Button>
      </div>
      <p className="invitation-words">{t('invite.aloudHow')}</p>
    </div>
  );
}
