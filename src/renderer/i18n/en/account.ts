/** One's own account in a space: when to be told of things, and where one is signed in. */
export const accountWords = {
  quiet: {
    /** A menu, and the head of a part of the settings. */
    title: 'Do not disturb',
    off: 'You are told of things as they come.',
    /** `{{when}}` such as "14:20" or "Tue 09:00". */
    until: 'Nothing disturbs you until {{when}}.',
    byHours: 'Nothing disturbs you now: these are your quiet hours.',
    minutes30: 'For 30 minutes',
    hour1: 'For 1 hour',
    tomorrow: 'Until tomorrow',
    pick: 'Until…',
    pickTitle: 'Do not disturb until',
    resume: 'Resume notifications',
    settings: 'Quiet hours and keywords',
    settingsTitle: 'Notifications of {{name}}',
    settingsLead:
      'This holds on all your devices. In quiet hours nothing makes a sound or pops up; what comes is counted as ever.',
    hours: 'Quiet hours every week',
    from: 'From',
    to: 'To',
    days: 'Days on which they begin',
    sameDay: 'On these days.',
    overnight: 'They go on into the next day.',
    noDays: 'Choose at least one day.',
    keywords: 'Keywords',
    keywordsHint: 'You are told of these words wherever they are said, besides your name.',
    add: 'Add',
    remove: 'Remove {{word}}',
    tooShort: 'From 2 to 64 characters.',
    tooMany: 'At most 50 keywords.',
  },
  devices: {
    /** In the menu at one's own picture. */
    open: 'Devices and password',
    title: 'Where you are signed in to {{name}}',
    lead: 'If you do not know one of these, sign it out and change your password.',
    password: 'Password',
    change: 'Change password',
    changed: 'Your password is changed. All other devices are signed out.',
    current: 'Password until now',
    next: 'New password',
    nextHint: 'At least 8 characters. All other devices are signed out.',
    submit: 'Change password',
  },
} as const;
