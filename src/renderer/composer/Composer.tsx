import { Check, SendHorizontal, Smile } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import { MAX_TEXT_LENGTH } from '../../shared/model/text.ts';
import { markRead } from '../actions/messages.ts';
import { EmojiPicker } from '../emoji/EmojiPicker.tsx';
import { hasCommand } from '../keys/keyWords.ts';
import { ScheduleButton } from '../later/ScheduleButton.tsx';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { IconButton } from '../ui/Button.tsx';
import { hasKeyboard } from '../ui/touch.ts';
import './composer.css';
import { CompletionList } from './CompletionList.tsx';
import { ComposerFoot } from './ComposerFoot.tsx';
import { FormatMenu } from './FormatMenu.tsx';
import { replaceInField } from './fieldText.ts';
import { useCompletion } from './useCompletion.ts';
import { useDraftKeeping } from './useDraftKeeping.ts';
import { useFormatting } from './useFormatting.ts';
import { usePlaceholder } from './usePlaceholder.ts';
import { useTypingSignal } from './useTypingSignal.ts';
import { useWriting, type Writing } from './useWriting.ts';
import { WritingAbout } from './WritingAbout.tsx';

/** Whether the focus is where it must not be taken away from: in a dialog, another field, or among what was found. */
const isBusyElsewhere = (): boolean =>
  document.activeElement?.closest('[role="dialog"], input, [data-hit]') instanceof HTMLElement;

/** Puts the caret behind the text when an edit begins or a field is opened. */
function useFocus(
  field: RefObject<HTMLTextAreaElement | null>,
  writing: Writing,
  replying: string | undefined,
) {
  const about = writing.editing?.key ?? replying;
  useEffect(() => {
    void about;
    const element = field.current;
    if (element === null || !hasKeyboard() || isBusyElsewhere()) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, [field, about]);
}

/** Where a message is written. */
export function Composer({
  space,
  conversation,
  thread,
}: {
  space: SpaceView;
  conversation: ConversationView;
  /** The message whose thread is written in. */
  thread?: MessageId;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const field = useRef<HTMLTextAreaElement>(null);
  const schedule = useRef<HTMLButtonElement>(null);
  const writing = useWriting(space, conversation, thread);
  const { text, editing } = writing;
  const replying = useAppState((state) => state.replies[thread ?? conversation.id]);
  const here = usePlaceholder(space, conversation);
  const placeholder = thread === undefined ? here : t('thread.reply');
  const completion = useCompletion(space, conversation, field, editing !== undefined);
  const formatting = useFormatting(field);
  const [picking, setPicking] = useState(false);
  const typing = useTypingSignal(writing.where);
  useDraftKeeping(writing.where, thread === undefined);
  useFocus(field, writing, replying);

  const submit = () => {
    typing.stop();
    writing.submit();
    // A command may have written something that asks for more.
    requestAnimationFrame(completion.look);
  };

  const insertEmoji = (character: string) => {
    const element = field.current;
    if (element === null) return;
    replaceInField(element, { start: element.selectionStart, end: element.selectionEnd }, character);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While letters are being composed, Enter and the arrows belong to the input method.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (completion.onKeyDown(event) || formatting.onKeyDown(event)) return;
    if (hasCommand(event.nativeEvent) && event.shiftKey && event.key.toLowerCase() === 'e') {
      event.preventDefault();
      setPicking(true);
      return;
    }
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === 'Enter' && event.shiftKey && hasCommand(event.nativeEvent)) {
      event.preventDefault();
      schedule.current?.click();
    } else if (
      event.key === 'Enter' &&
      !event.shiftKey &&
      !event.altKey &&
      (hasKeyboard() || hasCommand(event.nativeEvent))
    ) {
      // On the keyboard of a screen Enter begins a line, as in other messengers, and the button sends.
      event.preventDefault();
      submit();
    } else if (event.key === 'ArrowUp' && plain && text === '' && writing.editLast()) {
      event.preventDefault();
    } else if (event.key === 'Escape' && plain) {
      if (thread !== undefined && !writing.cancel()) return;
      event.preventDefault();
      if (thread === undefined && !writing.cancel()) markRead(app, writing.where);
    }
  };

  const full = text.trim() !== '' && text.length <= MAX_TEXT_LENGTH;
  return (
    <div className="composer" data-region={thread === undefined ? 'composer' : undefined}>
      <CompletionList completion={completion} />
      <div className="composer-box">
        <WritingAbout space={space} conversation={conversation} writing={writing} />
        <div className="composer-line">
          <textarea
            ref={field}
            data-composer
            data-entry={thread === undefined || undefined}
            className="composer-field scrolls"
            rows={1}
            dir="auto"
            aria-label={placeholder}
            placeholder={placeholder}
            enterKeyHint={hasKeyboard() ? 'send' : 'enter'}
            value={text}
            aria-autocomplete="list"
            aria-controls={completion.open ? completion.listId : undefined}
            aria-activedescendant={completion.activeId}
            onChange={(event) => {
              writing.change(event.target.value);
              typing.renew(event.target.value, editing !== undefined);
            }}
            onKeyDown={onKeyDown}
            onSelect={completion.look}
            onBlur={completion.close}
          />
          <FormatMenu field={field} onFormat={formatting.apply} />
          <EmojiPicker
            open={picking}
            onOpenChange={setPicking}
            onPick={insertEmoji}
            finalFocus={() => field.current}
            trigger={
              <button type="button" className="icon-button" aria-label={t('emoji.insert')}>
                <Smile />
              </button>
            }
          />
          {editing === undefined && thread === undefined && (
            <ScheduleButton ref={schedule} where={writing.where} text={text} disabled={!full} />
          )}
          <IconButton
            className="composer-send"
            label={editing === undefined ? t('composer.send') : t('composer.save')}
            keys="Enter"
            disabled={!full}
            onClick={submit}
          >
            {editing === undefined ? <SendHorizontal /> : <Check />}
          </IconButton>
        </div>
      </div>
      <ComposerFoot space={space} conversation={conversation} writing={writing} />
    </div>
  );
}
