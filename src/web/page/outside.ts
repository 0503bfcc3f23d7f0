import type { AppInput, Result } from '../../shared/ipc/contract.ts';

const done: Result<Record<string, never>> = { ok: true, data: {} };
const refused = (code: 'invalid' | 'internal', message: string): Result<never> => ({
  ok: false,
  error: { code, message },
});

/** What a page may open: a page or a mail, and nothing that runs a script or starts a program. */
const isOpenable = (link: string): boolean =>
  ['http:', 'https:', 'mailto:'].includes(URL.parse(link)?.protocol ?? '');

/** What is done in the page itself, since no worker may: it needs the person's click, or the document. */
export const outside = {
  'links:open'({ url }: AppInput<'links:open'>): Result<Record<string, never>> {
    if (!isOpenable(url)) return refused('invalid', 'Only web pages and mail addresses are opened.');
    window.open(url, '_blank', 'noopener,noreferrer');
    return done;
  },

  'files:save'({ name, text }: AppInput<'files:save'>): Result<{ saved: boolean }> {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    // The download has taken hold of it by then.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    return { ok: true, data: { saved: true } };
  },

  async 'clipboard:write'({ text }: AppInput<'clipboard:write'>): Promise<Result<Record<string, never>>> {
    const { clipboard } = navigator as { clipboard?: Clipboard };
    try {
      // Plain HTTP has no clipboard of its own; the old way is all there is.
      if (clipboard) await clipboard.writeText(text);
      else if (!copied(text)) return refused('internal', 'This browser does not let a page copy.');
      return done;
    } catch {
      return copied(text) ? done : refused('internal', 'This browser does not let a page copy.');
    }
  },
};

/** Copies by the editing command of old, which takes what is selected; the focus and the selection are as before. */
function copied(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'unseen';
  field.setAttribute('aria-hidden', 'true');
  // Within a dialog, or its focus trap takes the selection back.
  (before?.closest('[role=dialog]') ?? document.body).append(field);
  field.select();
  const isDone = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isDone;
}
