import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { Version } from '../../shared/model/message.ts';
import { replySchema } from '../../shared/protocol/requests.ts';
import { useApp } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { useTimeWords } from '../time/useTimeWords.ts';
import { Dialog } from '../ui/Dialog.tsx';
import './versions.css';

const answerSchema = replySchema('message:versions');

type Known =
  | { status: 'asking' }
  | { status: 'failed'; offline: boolean }
  | { status: 'ready'; versions: Version[] };

/** What a message said before it was edited, newest first. The server keeps it: this needs a connection. */
export function VersionsDialog(props: { message: ShownMessage; space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useTimeWords();
  const { message, space } = props;
  const known = useVersions(space, message);
  return (
    <Dialog open onClose={props.onClose} title={t('versions.title')}>
      {known.status === 'asking' && <p className="version-note">{t('versions.asking')}</p>}
      {known.status === 'failed' && (
        <p className="version-note">{t(known.offline ? 'versions.offline' : 'versions.failed')}</p>
      )}
      {known.status === 'ready' && (
        <ol className="versions scrolls" reversed>
          <li className="version">
            <span className="version-time">{t('versions.now')}</span>
            <p dir="auto">{message.text}</p>
          </li>
          {known.versions.toReversed().map((version) => (
            <li className="version" key={version.replacedAt}>
              <span className="version-time">
                {t('versions.until', { time: words.full(version.replacedAt) })}
              </span>
              <p dir="auto">{version.text}</p>
            </li>
          ))}
        </ol>
      )}
    </Dialog>
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
