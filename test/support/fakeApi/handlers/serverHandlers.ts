import type { ConversationId, MessageId, SpaceId } from '../../../../src/shared/model/ids.ts';
import type { Figures } from '../../../../src/shared/model/running.ts';
import type { Question } from '../../../../src/shared/protocol/passedOn.ts';
import type { FakeApp } from '../FakeApp.ts';
import { Refusal } from '../Refusal.ts';
import { askRunning } from '../running/askRunning.ts';
import { recentFigures } from '../running/figures.ts';
import type { Handlers } from './Handlers.ts';

/** What is asked of the server while the window waits, and how it is doing. */
export function serverHandlers(app: FakeApp): Handlers {
  function watch(spaceId: SpaceId, on: boolean): void {
    const now = Date.now();
    const told = (figures: Figures | null) => app.push({ type: 'figures.changed', spaceId, figures });
    if (!on) return;
    if (app.space(spaceId).view.connection.status !== 'online') told(null);
    // All at once, so that there is a past to be seen without waiting for one.
    else for (const figures of recentFigures(now, 120)) told(figures);
  }

  function counts(spaceId: SpaceId) {
    const { conversations, members } = app.space(spaceId);
    const open = [...conversations.values()].filter((view) => !view.private);
    return {
      counts: open.map(({ id }) => ({ conversationId: id, members: members.get(id)?.length ?? 0 })),
    };
  }

  /** In groups and direct messages everyone has read everything. */
  function reads(spaceId: SpaceId, conversationId: ConversationId) {
    const view = app.space(spaceId).conversations.get(conversationId);
    const reads = view?.memberIds.map((userId) => ({ userId, readSeq: view.headSeq })) ?? [];
    return { reads };
  }

  return {
    'server:ask': ({ spaceId, question }) => {
      if (app.space().view.connection.status !== 'online') throw new Refusal('offline');
      const { refuseQuestions } = app.options;
      if (refuseQuestions !== undefined) throw new Refusal(refuseQuestions.code, refuseQuestions.message);
      const answer = askRunning(app.space(spaceId as SpaceId), question as Question, (...deltas) =>
        app.push(...deltas),
      );
      if (answer !== undefined) return answer;
      if (question.name === 'conversation:counts') return counts(spaceId as SpaceId);
      if (question.name === 'conversation:reads')
        return reads(spaceId as SpaceId, question.payload.conversationId as ConversationId);
      return question.name === 'message:versions'
        ? { versions: app.versions.get(question.payload.messageId as MessageId) ?? [] }
        : {};
    },
    'space:watch': ({ spaceId, on }) => {
      watch(spaceId as SpaceId, on);
      return {};
    },
  };
}
