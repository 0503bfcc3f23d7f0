/** What one is told of: the bell, its list, and what is said to everyone. */
export const notificationWords = {
  notifications: {
    title: 'Notifications',
    /** The bell's name, with how many there are to look at. */
    bell: 'Notifications',
    bellNews_one: 'Notifications: {{count}} new',
    bellNews_other: 'Notifications: {{count}} new',
    /** The bell's name while nothing is to disturb. */
    bellQuiet: '{{bell}}. Do not disturb is on.',
    list: 'Notifications, newest first',
    /** Spoken for a line that was not read yet. */
    new: 'New',
    markRead: 'Mark as read',
    markAllRead: 'Mark all as read',
    none: 'Nothing to tell',
    noneHint: 'Mentions, replies, reactions and reminders will be kept here for you, on all your devices.',
    offline: 'No connection: what has come meanwhile is told when you are back.',
    /** In place of the words of a message. */
    gone: 'This message was deleted.',
    notHere: 'This message is not on this computer.',
    /** `{{name}}` is one person or a list of them. `{{emoji}}` such as 👍. */
    mention: '{{name}} mentioned you',
    reply: '{{name}} replied to you',
    reaction: '{{name}} reacted with {{emoji}}',
    invitation: '{{name}} added you',
    reminder: 'You wanted to be reminded',
    report: '{{name}} reported a message',
    announcement: '{{name}} told everyone',
    announcementOf: 'To everyone',
    /** From a program, by its name. */
    external: 'From {{source}}',
    /** The last one of a list of names: "Ada, Ben and 2 others". */
    others_one: '{{count}} other',
    others_other: '{{count}} others',
  },
  announcement: {
    label: 'Announcement',
    /** Opens an address outside. */
    open: 'Open link',
    dismiss: 'Dismiss announcement',
    /** Of several, which one this is: "1 of 3". */
    place: '{{place}} of {{count}}',
  },
} as const;
