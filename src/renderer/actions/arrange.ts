import type { EntryValue } from '../../shared/model/entry.ts';
import type { ConversationId, SpaceId, Timestamp } from '../../shared/model/ids.ts';
import type { Payload } from '../../shared/protocol/requests.ts';
import {
  type OwnSections,
  orderSections,
  type SectionId,
  selectArrangement,
} from '../conversations/listing.ts';
import type { App } from '../store/app.ts';
import type { Where } from './messages.ts';
import { openDialog } from './navigate.ts';
import { newId } from './newId.ts';
import { queue } from './queue.ts';

type Setting = Omit<Payload<'entry:set'>, 'clientId'>;

/** Sets an entry of one's own; what it does is seen at once. */
async function set(app: App, spaceId: SpaceId, payload: Setting): Promise<void> {
  // The union's parts keep their pairing of kind and value, which `Omit` over the whole of it loses.
  const request = { name: 'entry:set', payload: payload as Payload<'entry:set'> } as const;
  await queue(app, spaceId, null, request);
}

/** Puts a conversation among the favourites, or takes it out: it is then where it was before. */
export function setFavourite(app: App, { spaceId, conversationId: key }: Where, favourite: boolean): void {
  void set(app, spaceId, { kind: 'favourite', key, value: favourite ? { addedAt: Date.now() } : null });
}

/** Mutes a conversation until a time, for good with `null`, or no longer with `undefined`. */
export function muteConversation(
  app: App,
  { spaceId, conversationId: key }: Where,
  until: Timestamp | null | undefined,
): void {
  void set(app, spaceId, { kind: 'mute', key, value: until === undefined ? null : { until } });
}

/** What a person is told of from now on; `null` for the usual. */
export function setLevel(
  app: App,
  { spaceId, conversationId: key }: Where,
  value: EntryValue<'level'> | null,
): void {
  void set(app, spaceId, { kind: 'level', key, value });
}

function sectionsOf(app: App, spaceId: SpaceId): OwnSections {
  const state = app.store.getState();
  const space = state.spaces[spaceId];
  return space === undefined ? new Map() : selectArrangement(state, space).sections;
}

function change(app: App, spaceId: SpaceId, id: SectionId, to: Partial<EntryValue<'section'>>): void {
  const section = sectionsOf(app, spaceId).get(id);
  if (section !== undefined)
    void set(app, spaceId, { kind: 'section', key: id, value: { ...section, ...to } });
}

/** Moves a conversation into an own section, or with `null` back among its kind. It stands in one place only. */
export function moveToSection(app: App, where: Where, target: SectionId | null): void {
  const { spaceId, conversationId } = where;
  const state = app.store.getState();
  const space = state.spaces[spaceId];
  if (space === undefined) return;
  const { favourites, sections } = selectArrangement(state, space);
  for (const [id, { conversationIds }] of sections) {
    const isIn = conversationIds.includes(conversationId);
    if (isIn === (id === target)) continue;
    const others = conversationIds.filter((one) => one !== conversationId);
    change(app, spaceId, id, { conversationIds: isIn ? others : [...others, conversationId] });
  }
  if (favourites.has(conversationId)) setFavourite(app, where, false);
}

/** Makes a section behind the others, with a conversation in it if one is given. */
export function createSection(app: App, spaceId: SpaceId, name: string, first: ConversationId | null): void {
  const last = orderSections(sectionsOf(app, spaceId)).at(-1)?.[1].position ?? 0;
  const key = newId();
  if (first !== null) moveToSection(app, { spaceId, conversationId: first }, null);
  const conversationIds = first === null ? [] : [first];
  void set(app, spaceId, { kind: 'section', key, value: { name, position: last + 1, conversationIds } });
}

export const renameSection = (app: App, spaceId: SpaceId, id: SectionId, name: string): void =>
  change(app, spaceId, id, { name });

/** What stood in it stands among its kind again. */
export const deleteSection = (app: App, spaceId: SpaceId, id: SectionId): void =>
  void set(app, spaceId, { kind: 'section', key: id, value: null });

/** Moves a section one place up or down: between the next two there, which touches no other. */
export function shiftSection(app: App, spaceId: SpaceId, id: SectionId, step: 1 | -1): void {
  const order = orderSections(sectionsOf(app, spaceId));
  const at = order.findIndex(([key]) => key === id);
  const near = order[at + step]?.[1].position;
  if (at === -1 || near === undefined) return;
  const far = order[at + 2 * step]?.[1].position ?? near + 2 * step;
  change(app, spaceId, id, { position: (near + far) / 2 });
}

/** Asks for the name of a section, a new one unless `sectionId` is given, or whether to delete it. */
export function askAboutSection(
  app: App,
  about: { sectionId: SectionId | null; conversationId: ConversationId | null },
  dialog: 'nameSection' | 'deleteSection' = 'nameSection',
): void {
  app.store.setState({ sectionAsked: about });
  openDialog(app, dialog);
}
