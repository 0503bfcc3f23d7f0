import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import {
  type AuditAct,
  type AuditRecord,
  auditActSchema,
  type ServiceToken,
} from '../../shared/model/running.ts';
import { useAppState } from '../store/AppContext.tsx';
import { conversationName, selectConversations, selectUsers } from '../store/selectors.ts';
import { useAuditDetails } from './useAuditDetails.ts';

type Underscored<Act> = Act extends `${infer Of}.${infer What}` ? `${Of}_${What}` : never;

/** An act as the texts name it, where a point would lead further in. */
export const actKey = (act: AuditAct) => act.replace('.', '_') as Underscored<AuditAct>;

export type AuditWords = {
  act(record: AuditRecord): string;
  actor(record: AuditRecord): string;
  /** To whom, where, and what else there is to say. */
  about(record: AuditRecord): string[];
};

/** Says what was done in running a space. An act of a newer server is shown as it is called (S16). */
export function useAuditWords(space: SpaceView, programs: readonly ServiceToken[]): AuditWords {
  const { t } = useTranslation();
  const detailWords = useAuditDetails();
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const conversations = useAppState((state) => selectConversations(state, space.spaceId));
  const unknown = t('app.unknownPerson');
  const nameOf = (id: AuditRecord['userId']) =>
    id === undefined ? unknown : (users[id]?.displayName ?? unknown);
  const placeOf = (id: NonNullable<AuditRecord['conversationId']>): string => {
    const view = conversations[id];
    // A private conversation that one is not in has no name here, but it is told apart.
    if (view === undefined) return id.slice(0, 8);
    const name = conversationName(view, users, space.userId, unknown);
    return view.kind === 'channel' ? `#${name}` : name;
  };
  return {
    act({ act }) {
      const known = auditActSchema.safeParse(act);
      return known.success ? t(`audit.acts.${actKey(known.data)}`) : act;
    },
    actor({ actor }) {
      if (actor.kind === 'user') return nameOf(actor.userId);
      if (actor.kind !== 'service') return t(`audit.${actor.kind}`);
      const program = programs.find(({ id }) => id === actor.tokenId);
      return program === undefined ? t('audit.program') : t('audit.programOf', { name: program.name });
    },
    about({ actor, userId, conversationId, detail }) {
      const isSelf = actor.kind === 'user' && actor.userId === userId;
      return [
        ...(userId === undefined || isSelf ? [] : [nameOf(userId)]),
        ...(conversationId === undefined ? [] : [placeOf(conversationId)]),
        ...detailWords(detail),
      ];
    },
  };
}
