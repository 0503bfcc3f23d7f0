import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { Message } from '../../shared/model/message.ts';
import { permissionsIn } from '../../shared/model/permissions.ts';
import type { Report } from '../../shared/model/running.ts';
import { raiseToast } from '../actions/navigate.ts';
import { openPlace } from '../actions/openPlace.ts';
import { MessageCard } from '../marks/MessageCard.tsx';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectConversations, selectUsers } from '../store/selectors.ts';
import { useNow, useTimeWords } from '../time/useTimeWords.ts';
import { Button } from '../ui/Button.tsx';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { type Act, useAct } from './useAct.ts';

type Props = {
  space: SpaceView;
  report: Report;
  /** The message reported; `null` where it cannot be had, `undefined` while it is asked for. */
  message: Message | null | undefined;
  onClosed: (report: Report) => void;
};

/** One report: the message, why it was reported, and what may be done about it. */
export function ReportItem({ space, report, message, onClosed }: Props) {
  const { t } = useTranslation();
  const times = useTimeWords();
  const now = useNow();
  const act = useAct(space);
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const nameOf = (id: Report['reporterId']) => users[id]?.displayName ?? t('app.unknownPerson');
  const { closed } = report;
  const close = async (outcome: 'handled' | 'dismissed') => {
    const judged = await act.act('report:close', { reportId: report.id, outcome });
    if (judged !== null) onClosed(judged.report);
  };
  return (
    <li className="manage-item">
      <div className="manage-item-words report">
        <p className="manage-dim">
          {t('reports.by', { name: nameOf(report.reporterId) })} · {times.short(report.at, now)}
        </p>
        <p className="report-reason" dir="auto">
          {report.reason}
        </p>
        {message === null ? (
          <p className="manage-note">{t('reports.notHere')}</p>
        ) : (
          message !== undefined && (
            <ul className="report-message">
              <MessageCard message={message} space={space} note={null} named>
                {null}
              </MessageCard>
            </ul>
          )
        )}
        {closed === null ? (
          <div className="manage-row">
            <Button size="small" look="primary" disabled={act.busy} onClick={() => void close('handled')}>
              {t('reports.handled')}
            </Button>
            <Button size="small" disabled={act.busy} onClick={() => void close('dismissed')}>
              {t('reports.dismiss')}
            </Button>
            <OnMessage space={space} report={report} message={message} act={act} />
          </div>
        ) : (
          <p className="manage-dim">
            {t(closed.outcome === 'handled' ? 'reports.wasHandled' : 'reports.wasDismissed', {
              name: nameOf(closed.by),
            })}{' '}
            · {times.short(closed.at, now)}
          </p>
        )}
        <FormProblem words={act.problem} />
      </div>
    </li>
  );
}

/** What is done with the message itself. */
function OnMessage({ space, report, message, act }: Omit<Props, 'onClosed'> & { act: Act }) {
  const { t } = useTranslation();
  const app = useApp();
  const [asked, setAsked] = useState(false);
  const { spaceId } = space;
  const { conversationId, messageId } = report;
  const conversation = useAppState((state) => selectConversations(state, spaceId)[conversationId]);
  const mayDelete = useAppState((state) => {
    const spaceRole = selectUsers(state, spaceId)[space.userId]?.role ?? 'guest';
    // Whoever is shown a report moderates the conversation, if not the whole space.
    return (
      conversation !== undefined &&
      conversation.archivedAt === undefined &&
      permissionsIn(conversation, { spaceRole, role: 'moderator' }).deleteOthersMessages
    );
  });
  const there = message !== null && message !== undefined && message.deletedAt === null;
  const confirm = async () => {
    setAsked(false);
    const target = { messageId };
    const deleted = await app.api.call('messages:delete', { spaceId, conversationId, target });
    if (!deleted.ok) raiseToast(app, 'problem', 'toast.failed');
  };
  return (
    <>
      {message !== null && conversation !== undefined && (
        <Button size="small" onClick={() => openPlace(app, { spaceId, conversationId, messageId })}>
          {t('reports.goTo')}
        </Button>
      )}
      {there && mayDelete && (
        <Button size="small" look="risky" disabled={act.busy} onClick={() => setAsked(true)}>
          {t('reports.delete')}
        </Button>
      )}
      {asked && (
        <ConfirmDialog
          danger
          title={t('reports.deleteTitle')}
          lead={t('reports.deleteLead')}
          confirm={t('reports.delete')}
          act={act}
          onConfirm={() => void confirm()}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
