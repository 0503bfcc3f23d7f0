/** The people of the sample space; the first owns it, and the first two have windows. */
export const people = {
  nadia: 'Nadia Haddad',
  tom: 'Tom Eriksen',
  priya: 'Priya Nair',
  jules: 'Jules Moreau',
  sam: 'Sam Okoye',
  wren: 'Wren Castell',
} as const;
export type Person = keyof typeof people;

export const spaceName = 'Harbour Radio';

/** Where it is said: a channel, or the direct message between the two with windows. */
export const channels = ['general', 'programme', 'studio'] as const;
export type Place = (typeof channels)[number] | 'direct';

/** One thing that happens, so many minutes after the one before. */
export type Step = {
  after: number;
  who: Person;
  where: Place;
  text: string;
  /** What later steps call this message. */
  as?: string;
  /** A reply to the message of that name. */
  to?: string;
} & ({ edited?: string } | { deleted?: true });

const say = (after: number, who: Person, where: Place, text: string, more: Partial<Step> = {}): Step => ({
  after,
  who,
  where,
  text,
  ...more,
});

/** Two days and a morning at a small radio station that its listeners run. */
export const steps: Step[] = [
  say(
    0,
    'nadia',
    'general',
    'Good evening, everyone. Welcome to our own corner: no more threads in three mailboxes.',
  ),
  say(2, 'priya', 'general', 'Finally! I have been looking for the May rota since May.'),
  say(1, 'jules', 'general', 'It was in the fridge, under the milk list. I am not joking.'),
  say(3, 'wren', 'general', 'Who keeps a rota in a fridge?', { as: 'fridge' }),
  say(1, 'jules', 'general', 'Someone who knows where volunteers look first.', { to: 'fridge' }),
  say(4, 'sam', 'general', 'Hello from the ferry. Reception is what it is, so this may arrive in pieces.'),
  say(
    6,
    'nadia',
    'programme',
    'Saturday is the harbour fair. I would like us on air from ten to four, live from the quay.',
    {
      as: 'fair',
    },
  ),
  say(3, 'priya', 'programme', 'Six hours? We have never done more than two outside.', { to: 'fair' }),
  say(
    2,
    'nadia',
    'programme',
    'Two of them can be music. And the brass band plays at noon whether we are there or not.',
  ),
  say(
    1,
    'wren',
    'programme',
    'I can do interviews all morning. The boat builders want to talk, they told me at the bakery.',
  ),
  say(
    5,
    'priya',
    'programme',
    'Then let us try:\n10 opening, @wren at the slipway\n11 the boat builders\n12 brass band\n13 music\n14 the rowing race, @sam\n15 music and thanks',
    {
      as: 'plan',
      edited:
        'Then let us try:\n10 opening, @wren at the slipway\n11 the boat builders\n12 brass band\n13 music\n14 the rowing race, @sam from the jury boat\n15 music and thanks',
    },
  ),
  say(
    2,
    'sam',
    'programme',
    'From the jury boat, if they let me. I get seasick only when I have nothing to say.',
    { to: 'plan' },
  ),
  say(1, 'jules', 'programme', 'So never.'),
  say(
    8,
    'tom',
    'studio',
    'Inventory for Saturday: two field recorders, one of them with a door that does not close.',
  ),
  say(
    1,
    'tom',
    'studio',
    'Four microphones, three cables. I do not know where the fourth cable goes every time.',
  ),
  say(3, 'jules', 'studio', 'It is holding the window open in the archive.'),
  say(1, 'tom', 'studio', 'Of course it is.'),
  say(4, 'nadia', 'studio', 'Can we get the signal from the quay to the studio at all?', { as: 'signal' }),
  say(
    6,
    'tom',
    'studio',
    'Line of sight from the customs house roof. I would put the small transmitter there and hope for no cranes.',
    {
      to: 'signal',
    },
  ),
  say(2, 'sam', 'studio', 'There is a crane ship due on Friday night. I load them, I would know.'),
  say(1, 'tom', 'studio', 'How tall?'),
  say(2, 'sam', 'studio', 'Taller than your hopes. But it leaves at nine.'),
  say(14, 'nadia', 'direct', 'Between us: is the transmitter going to survive another outing?'),
  say(3, 'tom', 'direct', 'Honestly? The power supply gets hot enough to fry an egg.'),
  say(1, 'nadia', 'direct', 'Have you tried?'),
  say(1, 'tom', 'direct', 'Once. It was a very small egg.'),
  say(
    5,
    'nadia',
    'direct',
    'There is a little left of the grant. Order a new one, I will square it with the committee.',
  ),
  say(2, 'tom', 'direct', 'Ordered. It comes on Thursday, or so they say.'),

  say(
    640,
    'wren',
    'general',
    'Morning! The bakery has put our poster up. Between the lost cat and the choir, very good company.',
  ),
  say(4, 'priya', 'general', 'Is the cat still lost?'),
  say(2, 'wren', 'general', 'Found. They keep the poster because he likes to sit under it.'),
  say(9, 'jules', 'general', 'Opinion poll: do we open the fair with the old jingle or the new one?', {
    as: 'poll',
  }),
  say(1, 'sam', 'general', 'Old.', { to: 'poll' }),
  say(1, 'priya', 'general', 'New! The old one has a fax machine in it.', { to: 'poll' }),
  say(2, 'tom', 'general', 'That is not a fax machine, that is my first synthesizer.'),
  say(1, 'priya', 'general', 'I stand by my words.'),
  say(
    3,
    'nadia',
    'general',
    'Old one at ten, new one at three. Everybody is equally unhappy, which is called a decision.',
  ),
  say(
    25,
    'wren',
    'programme',
    'The boat builders have agreed: Ida and her father, third and fourth generation. They argue beautifully.',
  ),
  say(3, 'nadia', 'programme', 'Twenty minutes. And please ask about the winter when the slip froze.'),
  say(2, 'wren', 'programme', 'I have a list of nine questions and they will answer the tenth.'),
  say(
    30,
    'priya',
    'programme',
    'The band wants to know where the microphones stand, so that the tuba stands elsewhere.',
  ),
  say(4, 'tom', 'programme', 'Tell them: anywhere but upwind. A tuba in a head wind sounds like a ferry.'),
  say(1, 'sam', 'programme', 'What is wrong with that?'),
  say(
    45,
    'tom',
    'studio',
    'Test from the roof: 40 dB, clear picture of the quay. A gull has taken an interest in the antenna.',
  ),
  say(2, 'jules', 'studio', 'Name?'),
  say(1, 'tom', 'studio', 'Marconi, obviously.'),
  say(20, 'jules', 'studio', 'I have labelled every cable. If you take one, its name goes on the board.', {
    as: 'labels',
  }),
  say(3, 'wren', 'studio', 'They are all called Gerald.', { to: 'labels' }),
  say(1, 'jules', 'studio', 'Gerald 1 to Gerald 11. Read the small print.'),
  say(
    60,
    'sam',
    'general',
    'Crane ship is in. It blocks the sun, the wind and most of my view of the future.',
  ),
  say(5, 'nadia', 'general', 'And it still leaves at nine?'),
  say(8, 'sam', 'general', 'Nine. I have it from the harbour master, who has it from the tide.'),
  say(2, 'sam', 'general', 'test test is this thing on', { deleted: true }),
  say(
    90,
    'priya',
    'programme',
    'Music for one o’clock: forty minutes of sea songs without a single drunken sailor. It can be done.',
  ),
  say(3, 'jules', 'programme', 'Objection.'),
  say(1, 'priya', 'programme', 'Overruled.'),

  say(
    720,
    'tom',
    'studio',
    'The parcel is here. New power supply, cold as a fish even after an hour under load.',
    { as: 'parcel' },
  ),
  say(2, 'nadia', 'studio', 'Best news of the week.', { to: 'parcel' }),
  say(3, 'jules', 'studio', 'Where will you fry your eggs now?'),
  say(
    15,
    'tom',
    'direct',
    'The supplier put an invoice into the parcel and another one into the mail. I will send you both.',
  ),
  say(
    4,
    'nadia',
    'direct',
    'Thank you. Can you come by at five? I want to walk the way to the roof once before Saturday.',
  ),
  say(1, 'tom', 'direct', 'Five is good. Bring shoes without opinions, the ladder is steep.'),
  say(
    10,
    'wren',
    'general',
    'The newspaper rang! They want a picture of all of us in front of the van tomorrow at eight.',
  ),
  say(1, 'priya', 'general', 'In the morning?'),
  say(1, 'wren', 'general', 'In the morning.'),
  say(2, 'jules', 'general', 'I will be there in spirit and in the background.'),
  say(
    6,
    'sam',
    'programme',
    'The jury says yes: one microphone, one life jacket, no commentary on their decisions.',
  ),
  say(2, 'priya', 'programme', 'Two of three is a good start.'),
  say(
    7,
    'priya',
    'programme',
    '@nadia the last open point is the hour after three. Music only, or do we take calls?',
    { as: 'calls' },
  ),
  say(3, 'wren', 'programme', 'Calls! My aunt has been rehearsing since Tuesday.', { to: 'calls' }),
  say(
    4,
    'jules',
    'studio',
    'Van is loaded, Geralds counted. @tom the recorder’s door is now held by a rubber band of the good kind.',
  ),
];

/** What is said once the windows are open. `after` is in seconds here. */
export const liveSteps: Step[] = [
  say(6, 'sam', 'programme', 'The crane ship is casting off. I repeat: the crane ship is casting off.'),
  say(5, 'wren', 'general', 'I can hear the cheering from here. Is that you?'),
  say(4, 'sam', 'general', 'That is the whole quay.'),
  say(
    6,
    'priya',
    'programme',
    'Then we have a line of sight, a plan and eleven Geralds. What could go wrong?',
  ),
  say(5, 'jules', 'studio', '@tom Marconi is back on the roof. He has brought a friend.'),
];

/** How many of the newest messages of each place someone with a window has not read yet; none where it is not said. */
export const unread: Partial<Record<Person, Partial<Record<Place, number>>>> = {
  nadia: { programme: 2, studio: 1 },
  tom: { general: 3, studio: 1 },
};
