import { type CSSProperties, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/ipc/contract.ts';
import { leaveInvite } from '../actions/invites.ts';
import { ConversationList } from '../conversations/ConversationList.tsx';
import { useGlobalKeys } from '../keys/useGlobalKeys.ts';
import { ConversationView, SignedOut, Welcome } from '../late/lateColumns.ts';
import { InviteWaiting, PersonCard } from '../late/lateDialogs.ts';
import { SidePanel } from '../panel/SidePanel.tsx';
import { Rail } from '../rail/Rail.tsx';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectIsBrowser, selectMayWrite, selectShownId, selectSignedOut } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { WritingContext } from '../ui/writing.ts';
import { Dialogs } from './Dialogs.tsx';
import './frame.css';
import { Notices } from './Notices.tsx';
import { Resizer } from './Resizer.tsx';
import { Toasts } from './Toasts.tsx';
import { useAppearance } from './useAppearance.ts';
import { useAttention } from './useAttention.ts';
import { useBack } from './useBack.ts';
import { useVisibleHeight } from './useVisibleHeight.ts';

/** Everything there is to see: before the app has answered, without a space, and in one. */
export function Frame({ onLoadAgain }: { onLoadAgain: () => void }) {
  useAppearance();
  useAttention();
  useVisibleHeight();
  const known = useAppState((state) => state.facts !== null);
  const failed = useAppState((state) => state.startError);
  const mayWrite = useAppState(selectMayWrite);
  const card = useAppState((state) => state.card !== null);
  const invite = useAppState((state) => state.inviteWaiting);
  const app = useApp();
  if (!known) return failed ? <StartFailed error={failed} onLoadAgain={onLoadAgain} /> : <Opening />;
  return (
    <>
      <WritingContext value={mayWrite}>
        <Columns />
        <Dialogs />
        {card && <PersonCard />}
        {invite !== null && <InviteWaiting invite={invite} onMissing={() => leaveInvite(app)} />}
      </WritingContext>
      <Notices />
      <Toasts />
    </>
  );
}

/** What is mostly there at once is not worth a word. */
function Opening() {
  const { t } = useTranslation();
  return (
    <div className="frame-blank" role="status">
      <p className="frame-opening">{t('app.opening')}</p>
    </div>
  );
}

/** So often it is tried by itself whether another tab has let go, in ms. */
const AGAIN_AFTER_MS = 5_000;

function StartFailed({ error, onLoadAgain }: { error: AppError; onLoadAgain: () => void }) {
  const { t } = useTranslation();
  const isHeld = error.code === 'held_elsewhere';
  const isTooOld = error.code === 'client_too_old';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal is an error of its own, followed by one more try.
  useEffect(() => {
    if (!isHeld) return;
    const timer = setTimeout(onLoadAgain, AGAIN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isHeld, error, onLoadAgain]);
  const words = isHeld ? 'app.startHeld' : isTooOld ? 'app.startTooOld' : 'app.startFailed';
  return (
    <main className="frame-failed">
      <Empty heads title={t(words)} {...(isHeld && { hint: t('app.startHeldHint') })}>
        {isTooOld ? (
          <Button onClick={() => window.location.reload()}>{t('app.loadPageAgain')}</Button>
        ) : (
          <Button onClick={onLoadAgain}>{t('app.tryAgain')}</Button>
        )}
      </Empty>
    </main>
  );
}

/** The way into a space keeps its place while the first space comes to be: it may be the one that is making it. */
function Columns() {
  useGlobalKeys();
  useBack();
  const { t } = useTranslation();
  const hasSpace = useAppState((state) => state.spaceOrder.length > 0);
  const welcoming = useAppState((state) => state.welcoming || state.spaceOrder.length === 0);
  const pane = useAppState((state) => state.pane);
  const isBrowser = useAppState(selectIsBrowser);
  const signedOut = useAppState(selectSignedOut);
  const settings = useAppState((state) => state.settings);
  const shownId = useAppState(selectShownId);
  const [listWidth, setListWidth] = useState<number | null>(null);
  const [panelWidth, setPanelWidth] = useState<number | null>(null);
  const style = {
    '--list-width': `${listWidth ?? settings.listWidth}px`,
    '--panel-width': `${panelWidth ?? settings.panelWidth}px`,
  } as CSSProperties;
  const bell = useAppState((state) => state.panel?.name === 'notifications');
  const panel =
    useAppState((state) => state.panel !== null || state.settings.panelOpen) &&
    (shownId !== undefined || bell);
  return (
    <div
      className="frame"
      data-pane={welcoming || signedOut !== undefined ? 'conversation' : pane}
      data-panel={panel || undefined}
      style={style}
    >
      {hasSpace && !isBrowser && <Rail />}
      {welcoming ? (
        <Welcome />
      ) : signedOut !== undefined ? (
        <SignedOut space={signedOut} />
      ) : (
        <>
          <ConversationList>
            <Resizer label={t('list.resize')} setting="listWidth" edge="end" onDrag={setListWidth} />
          </ConversationList>
          <ConversationView />
          {panel && (
            <SidePanel
              edge={
                <Resizer
                  label={t('members.resize')}
                  setting="panelWidth"
                  edge="start"
                  onDrag={setPanelWidth}
                />
              }
            />
          )}
        </>
      )}
    </div>
  );
}
