import { Archive, ArchiveRestore, LogOut, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { descriptionSchema, topicSchema } from '../../shared/model/text.ts';
import { leaveConversation } from '../actions/conversations.ts';
import { type ConversationChange, changeConversation } from '../actions/governing.ts';
import { openDialog } from '../actions/navigate.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { Field, LinesField } from '../ui/Field.tsx';
import { checkChannelName, wrongsAmong } from '../welcome/checks.ts';
import { useForm } from '../welcome/useForm.ts';
import './details.css';
import { MemberList } from './MemberList.tsx';
import { Retention } from './Retention.tsx';
import { useConversationName } from './useConversationName.ts';
import { type Governance, usePermissions } from './usePermissions.ts';

type Props = { space: SpaceView; conversation: ConversationView };

/** All that a conversation says of itself, who is in it, and what may be done about either. */
export function DetailsDialog({ space, conversation, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const name = useConversationName(space, conversation);
  const governance = usePermissions(space, conversation);
  const { may } = governance;
  return (
    <Dialog open wide onClose={onClose} title={name} lead={t('details.lead')}>
      <div className="details scrolls">
        {may.describe || may.rename ? (
          <Words space={space} conversation={conversation} governance={governance} onDone={onClose} />
        ) : (
          <ReadOnly conversation={conversation} />
        )}
        <Retention space={space} conversation={conversation} mayChange={may.retain} />
        <section className="details-people" aria-label={t('members.title')}>
          <div className="details-head">
            <h3 className="details-title">{t('members.title')}</h3>
            {may.addMembers && (
              <Button size="small" onClick={() => openDialog(app, 'addPeople')}>
                <UserPlus aria-hidden="true" /> {t('details.add')}
              </Button>
            )}
          </div>
          <MemberList space={space} conversation={conversation} governance={governance} />
        </section>
        <Whole space={space} conversation={conversation} governance={governance} onDone={onClose} />
      </div>
    </Dialog>
  );
}

function ReadOnly({ conversation }: { conversation: ConversationView }) {
  const { t } = useTranslation();
  const { topic, description } = conversation;
  return (
    <dl className="details-words">
      <dt className="field-label">{t('details.topic')}</dt>
      <dd dir="auto">{topic ?? t('details.none')}</dd>
      {description !== undefined && (
        <>
          <dt className="field-label">{t('details.description')}</dt>
          <dd className="details-lines" dir="auto">
            {description}
          </dd>
        </>
      )}
    </dl>
  );
}

type Inner = Props & { governance: Governance; onDone: () => void };

function Words({ space, conversation, governance: { may }, onDone }: Inner) {
  const { t } = useTranslation();
  const app = useApp();
  const where = { spaceId: space.spaceId, conversationId: conversation.id };
  // What is changed is told by what it was when this was opened: what others change meanwhile stays.
  const [{ name, topic, description }] = useState({
    name: conversation.name,
    topic: conversation.topic ?? '',
    description: conversation.description ?? '',
  });
  const form = useForm({
    initial: { name: name ?? '', topic, description },
    check: (words) =>
      wrongsAmong({
        name: may.rename ? checkChannelName(words.name) : null,
        topic: isWords(topicSchema, words.topic) ? null : { key: 'details.badTopic' },
        description: isWords(descriptionSchema, words.description) ? null : { key: 'details.badDescription' },
      }),
    send: async (words) => {
      const change: ConversationChange = {};
      if (may.rename && words.name.trim() !== name) change.name = words.name.trim();
      if (words.topic.trim() !== topic) change.topic = words.topic.trim() || null;
      if (words.description.trim() !== description) change.description = words.description.trim() || null;
      if (Object.keys(change).length > 0) await changeConversation(app, where, change);
      onDone();
      return null;
    },
  });
  return (
    <form className="dialog-form" onSubmit={form.onSubmit} noValidate>
      {may.rename && <Field {...form.bind('name')} label={t('createChannel.name')} />}
      <Field {...form.bind('topic')} label={t('details.topic')} />
      <LinesField {...form.bind('description')} label={t('details.description')} />
      <DialogButtons>
        <Button look="primary" type="submit" disabled={form.busy}>
          {t('details.save')}
        </Button>
      </DialogButtons>
    </form>
  );
}

/** Whether words will do; none at all take away what there was. */
const isWords = (schema: { safeParse(words: string): { success: boolean } }, words: string): boolean =>
  words.trim() === '' || schema.safeParse(words.trim()).success;

/** What is done with the conversation as a whole. */
function Whole({ space, conversation, governance: { may }, onDone }: Inner) {
  const { t } = useTranslation();
  const app = useApp();
  const where = { spaceId: space.spaceId, conversationId: conversation.id };
  const change = (archived: boolean) => {
    onDone();
    void changeConversation(app, where, { archived });
  };
  if (!may.archive && !may.unarchive && !may.leave) return null;
  return (
    <div className="details-whole">
      {may.archive && (
        <Button onClick={() => change(true)}>
          <Archive aria-hidden="true" /> {t('details.archive')}
        </Button>
      )}
      {may.unarchive && (
        <Button onClick={() => change(false)}>
          <ArchiveRestore aria-hidden="true" /> {t('details.unarchive')}
        </Button>
      )}
      {may.leave && (
        <Button
          onClick={() => {
            onDone();
            void leaveConversation(app, space.spaceId, conversation.id);
          }}
        >
          <LogOut aria-hidden="true" />{' '}
          {t(conversation.kind === 'channel' ? 'header.leave' : 'details.leaveGroup')}
        </Button>
      )}
    </div>
  );
}
