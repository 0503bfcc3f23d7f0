/** Short exchanges as people in a garden association write them: who speaks (by turn) and what is said. */
export const dialogues: readonly (readonly [speaker: number, text: string][])[] = [
  [
    [0, 'The drip line behind bed 14 is leaking again.'],
    [0, 'I put a bucket under it for now, but it fills up in about three hours.'],
    [1, 'Is it the same joint as in spring?'],
    [0, 'Same one. The clamp has slipped.'],
    [2, 'I have two spare 16 mm clamps in the shed, second drawer from the top.'],
    [0, 'Perfect, I will fetch one after lunch. Thank you!'],
  ],
  [
    [0, 'Who has the key to the tool shed today?'],
    [1, 'Me, until four. I am at the long table.'],
    [0, 'On my way 🏃'],
  ],
  [
    [
      0,
      'Order for the nursery goes out on Thursday. Last chance to add something:\n\n- 40 × lavender, 9 cm\n- 12 × rosemary\n- 6 × fig, the hardy kind\n- bark mulch, 2 m³',
    ],
    [1, 'Could we add thyme? Ten would do.'],
    [2, 'And twine. We are nearly out, there is one roll left.'],
    [0, 'Added both. The list is at https://example.org/garden/orders/2026-spring'],
    [1, '👍'],
  ],
  [
    [0, 'First frost warning for Friday night, minus two.'],
    [1, 'I can cover the dahlias before work.'],
    [
      0,
      'Fleece is in the green box by the door. Please weigh it down this time, last year we collected it from the neighbour’s roof.',
    ],
    [2, '😂'],
    [1, 'That was one time.'],
  ],
  [
    [0, 'Has anyone tried the new compost thermometer?'],
    [1, 'Yes. Heap two is at 61 °C in the middle, 48 at the edge.'],
    [0, 'So it works. Turning it on Saturday then?'],
    [1, 'Saturday is good. Bring the **long** fork, please.'],
    [3, 'I will be there from ten.'],
  ],
  [
    [
      0,
      'Minutes of yesterday’s meeting are in the folder. The short version: the **water contract** is renewed for two years, the fence gets repaired in March, and we look for somebody who takes over the newsletter. If you ever wanted to write about beetroot for an audience of two hundred, this is your moment.',
    ],
    [1, 'Thanks for writing it up so quickly.'],
    [2, 'I could do the newsletter from summer on. Not before, the little one arrives in April.'],
    [0, 'Summer is fine, and congratulations! 🎉'],
    [1, 'Oh, wonderful news!'],
  ],
  [
    [0, 'Where do the empty pots go?'],
    [1, 'Washed ones on the shelf, the others in the blue crate.'],
    [0, 'And the broken ones?'],
    [1, 'Drainage. There is a pile behind the greenhouse.'],
  ],
  [
    [
      0,
      'The pump controller reports this since the update:\n\n```\n[08:14:02] pressure low (0.8 bar), retry in 30 s\n[08:14:32] pressure low (0.7 bar), retry in 60 s\n[08:15:32] gave up, valve 3 closed\n```',
    ],
    [1, 'Valve 3 is the orchard. Did somebody close the main tap there?'],
    [2, 'That was me, for the mower. Sorry. It is open again.'],
    [0, '`[08:31:10] pressure ok (2.4 bar)`\n\nAll good.'],
  ],
  [
    [0, 'Can we talk about the hedge?'],
    [1, 'Not before birds are done nesting. *September* at the earliest.'],
    [0, 'Fair.'],
  ],
  [
    [0, 'I am at the market with 30 kg of courgettes and no change. Help?'],
    [1, 'How much do you need?'],
    [0, 'Anything. A five and some coins would save me.'],
    [1, 'There in ten minutes.'],
    [0, '🙏'],
  ],
  [
    [0, 'Visitors from the school come on Wednesday, 24 children, 9 to 11.'],
    [1, 'I can show them the bees, in groups of six at most.'],
    [2, 'Then I take potatoes. Everybody loves digging.'],
    [3, 'I bring the hand lenses. Somebody please check that the first-aid box is full.'],
    [0, 'It is, I looked this morning.'],
  ],
  [
    [
      0,
      'Photos of the roof are up: https://example.org/photos/greenhouse-roof?from=2026-11-02&to=2026-11-09#panel-7',
    ],
    [1, 'Panel 7 looks worse than I thought.'],
    [0, 'It is the sealing, not the glass. Tube of silicone and an hour without rain.'],
  ],
  [
    [0, 'Reminder: dues until the end of the month, please. Questions to treasurer@example.org.'],
    [1, 'Done.'],
    [2, 'Done too, with the wrong reference, sorry. It says “Gaden”.'],
    [0, 'Found it 🙂'],
  ],
  [
    [
      0,
      'Does anybody know what this is? Small, orange, hundreds of them on the beans, gone when I touch the leaf.',
    ],
    [1, 'Ladybird larvae? Those are friends.'],
    [0, 'They jump.'],
    [1, 'Then not friends.'],
    [2, 'Flea beetles. Keep the soil moist, they hate that.'],
  ],
  [
    [0, 'صباح الخير! شتلات الطماطم جاهزة للنقل إلى البيت الزجاجي.'],
    [1, 'Good morning! I can help with moving them at noon.'],
    [0, 'شكراً جزيلاً 🌱'],
  ],
  [
    [0, 'מישהו ראה את המזמרה הגדולה?'],
    [1, 'It hangs in the shed, left of the window.'],
  ],
];

/** One message that is long enough to be folded. */
export const longMessage = [
  'How we water, written down once so that nobody has to ask in July:',
  ...[
    'Beds 1 to 6 get water in the morning, before eight, from the left tap.',
    'Beds 7 to 12 get water in the evening, after seven, from the right tap.',
    'The greenhouse waters itself. If it does not, the lamp at the door is red.',
    'If the lamp is red, press the button under it for five seconds.',
    'If it is still red, write here, and water by hand from the barrel.',
    'The barrel holds 300 litres, which is one round for all of the greenhouse.',
    'Lavender, rosemary and thyme get nothing. Really nothing.',
    'Tomatoes get water at the foot, never on the leaves.',
    'Cucumbers get as much as everything else together.',
    'The figs look thirsty from June on. They are not.',
    'Whoever opens the main tap closes it again, also on Sundays.',
    'Hoses go back on the hook, or they crack in the sun.',
    'Cans stand upside down, so that nothing drowns in them.',
    'After a day of rain only the greenhouse is watered.',
    'In a week of heat everything is mulched, not watered twice.',
    'If the well is low, the list on the door says who comes first.',
  ].flatMap((line, index) => [`${index + 1}. ${line}`, '   Tick it off on the sheet at the door.', '']),
  'Thank you, all of you. Last summer we used a third less than the year before, and harvested more.',
].join('\n');

export const emojiMessages: readonly string[] = ['🌻🐝', '👏👏👏', '🌧️', '❤️'];

/** One message of each kind that Markdown has, in the order in which they are said. */
export const markdownMessages: readonly string[] = [
  '# Spring plan\n\nWhat we agreed on, *roughly in this order*:\n\n1. Repair the fence **before** the hens come\n2. Sow what can stand a frost\n   - broad beans\n   - ~~peas~~ (no seed left)\n3. Water: see #watering',
  '## Who does what\n\n| Bed | Who | Hours |\n| :-- | :-: | --: |\n| 1 to 6 | @tomas | 4 |\n| 7 to 12 | @aiko and @jonas | 11 |\n| Greenhouse | `auto` | 0 |',
  'The valve script, as it runs now:\n\n```ts\n// Closes what was left open after the evening round.\nexport async function closeAll(valves: readonly Valve[], limit = 30): Promise<number> {\n  const open = valves.filter((valve) => valve.isOpen && valve.minutes > limit);\n  for (const valve of open) await valve.close({ reason: "evening" });\n  return open.length;\n}\n```',
  '> Does anybody still have the key?\n> It was on the hook yesterday.\n\nIt is in my **other** jacket, sorry :see_no_evil:',
  'Left to do:\n\n- [x] order seed\n- [x] sharpen the tools\n- [ ] [book the chipper](https://example.org/chipper)\n- [ ] find out who took the blue ladder',
  'About the raffle: the first prize is ||a **wheelbarrow** with a bow on it||. Tell nobody.',
  '/me waters the tomatoes and hopes for rain :cloud_with_rain:',
  'Plan as a picture: ![the plan](https://example.org/plan.png), in the folder `garden/2026`, or write to garden@example.org.\n\n---\n\nQuestions to @mara :tada:',
  ':tada: :bee:',
];
