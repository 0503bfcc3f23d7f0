import { Fragment, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { Version } from '../../shared/model/message.ts';
import { replySchema } from '../../shared/protocol/requests.ts';
import { useApp } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { useTimeWords } from '../time/useTimeWords.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { textChanges } from './textChanges.ts';
import './versions.css';

const answerSchema = replySchema('message:versions');

type Known =
  | { status: 'asking' }
  | { status: 'failed'; offline: boolean }
  | { status: 'ready'; versions: Version[] };

/** What a message said before it was edited, newest first. The server keeps it: this needs a connection. */
export function VersionsDialog(props: { message: ShownMessage; space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const { message, space } = props;
  const known = useVersions(space, message);
  return (
    <Dialog open onClose={props.onClose} title={t('versions.title')}>
      {known.status === 'asking' && <p className="version-note">{t('versions.asking')}</p>}
      {known.status === 'failed' && (
        <p className="version-note">{t(known.offline ? 'versions.offline' : 'versions.failed')}</p>
      )}
      {known.status === 'ready' && <Versions now={message.text} earlier={known.versions} />}
    </Dialog>
  );
}

/** All that was said, newest first, each with what it changed of the one before it. */
function Versions({ now, earlier }: { now: string; earlier: readonly Version[] }) {
  const { t } = useTranslation();
  const words = useTimeWords();
  const texts = [...earlier.map(({ text }) => text), now];
  return (
    <ol className="versions scrolls" reversed>
      {texts
        .map((text, index) => {
          const until = earlier[index]?.replacedAt;
          return (
            <li className="version" key={until ?? 'now'}>
              <span className="version-time">
                {until === undefined ? t('versions.now') : t('versions.until', { time: words.full(until) })}
              </span>
              <VersionText text={text} before={texts[index - 1] ?? text} />
            </li>
          );
        })
        .reverse()}
    </ol>
  );
}

/** A text with what is new in it underlined, and what is no longer in it struck through. */
function VersionText({ text, before }: { text: string; before: string }) {
  const changes = useMemo(() => textChanges(before, text), [before, text]);
  return (
    <p dir="auto">
      {changes.map((change, index) => {
        const Piece = { same: Fragment, added: 'ins' as const, removed: 'del' as const }[change.kind];
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text are replaced as a whole
        return <Piece key={index}>{change.text}</Piece>;
      })}
    </p>
  );
}

function useVersions({ spaceId }: SpaceView, { id: messageId }: ShownMessage): Known {
  const app = useApp();
  const [known, setKnown] = useState<Known>({ status: 'asking' });
  useEffect(() => {
    if (messageId === null) return;
    let current = true;
    const question = { name: 'message:versions' as const, payload: { messageId } };
    void app.api.call('server:ask', { spaceId, question }).then((answer) => {
      if (!current) return;
      const parsed = answer.ok ? answerSchema.safeParse(answer.data).data : undefined;
      if (parsed !== undefined) setKnown({ status: 'ready', versions: parsed.versions });
      else setKnown({ status: 'failed', offline: !answer.ok && answer.error.code === 'offline' });
    });
    return () => {
      current = false;
    };
  }, [app, spaceId, messageId]);
  return known;
}
