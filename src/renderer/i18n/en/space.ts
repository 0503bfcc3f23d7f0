/** Spaces as a whole, and the link to them. */
export const spaceWords = {
  rail: {
    label: 'Spaces',
    add: 'Add a space',
    /** Spoken for a number badge: of what is unread, that which mentions the person or was written to them. */
    addressed_one: '{{count}} unread message for you',
    addressed_other: '{{count}} unread messages for you',
    /** Button with one's own picture; opens a menu. */
    me: 'You: {{name}}',
    settings: 'Settings',
    keys: 'Keyboard shortcuts',
    signOut: 'Sign out of {{name}}',
    theme: 'Theme',
    notConnected: '{{name}}, not connected',
    problem: '{{name}}, needs attention',
  },
  space: {
    /** Opens the menu of the space. */
    menu: 'Menu of {{name}}',
    invite: 'Invite people',
    createChannel: 'Create a channel',
    browseChannels: 'Browse channels',
    newMessage: 'New message',
    forget: 'Remove from this computer',
    signOut: 'Sign out',
    hostedHere: 'Hosted on this computer',
    loadFailed: 'This space could not be opened.',
  },
  connection: {
    connecting: 'Connecting to {{name}}…',
    syncing: 'Fetching what you missed…',
    hostAway: '{{name}} cannot be reached. This is what is on this computer; what you write is sent later.',
    tryNow: 'Try now',
    signedOut: 'Your sign-in to {{name}} has ended. Sign in again to send and receive.',
    signIn: 'Sign in',
    banned:
      'You can no longer come into {{name}}. What is on this computer stays readable. If this is a mistake, ask whoever runs the space.',
    /** In place of the field to write in. */
    bannedHere: 'You can read what is on this computer, but not write here.',
    untrusted:
      'The key of {{name}} has changed. Nothing was sent to it. Somebody may be listening in, or its host set it up anew.',
    untrustedFirst:
      '{{name}} has a key now, and had none before. Nothing was sent to it. Its host may have turned encryption on, or somebody may be listening in.',
    untrustedLapsed:
      'The certificate of {{name}} is no longer trusted. Nothing was sent to it. It may have expired, or somebody may be listening in.',
    /** Leads to an explanation. */
    whatIsThis: 'What is this?',
    differentSpace:
      'Another space answers at the address of {{name}}. Nothing was sent to it. Ask the host what has changed.',
    storageFull:
      'This computer has no room left for what comes from {{name}}. Make some, then try again. Nothing you wrote is lost.',
    heldElsewhere:
      'Another tab holds on to what this browser has kept of {{name}}. Close the other tabs, then try again.',
    clientTooOld: '{{name}} needs a newer Parley. Update the app to go on.',
    serverTooOld: '{{name}} runs an older Parley. Whoever hosts it needs to update it.',
    starting: 'Starting {{name}} on this computer…',
    portTaken: 'Another program uses port {{port}}, so nobody can reach {{name}}.',
    otherPort: 'Use another port',
    tryAgain: 'Try again',
    folderLocked: 'Another Parley on this computer runs {{name}} already.',
    newerData: 'The data of {{name}} was written by a newer Parley. Update the app to start it.',
    damaged:
      'The data of {{name}} is damaged, so it does not start. Nothing was written over. A backup can bring it back.',
    restore: 'Restore from a backup',
    crashed: 'The server of {{name}} has stopped. Nothing that was sent is lost.',
  },
  signIn: {
    title: 'Sign in to {{name}}',
    lead: 'As {{username}}, at {{address}}.',
    password: 'Password',
    submit: 'Sign in',
  },
  signOut: {
    title: 'Sign out of {{name}}?',
    lead: 'Its messages are removed from this computer. What you have not sent stays and is sent when you sign in again.',
    confirm: 'Sign out',
  },
  forget: {
    title: 'Remove {{name}} from this computer?',
    lead: 'Its messages, your drafts and what has not been sent are removed here. Your account in the space stays.',
    confirm: 'Remove',
  },
  invite: {
    title: 'Invite people to {{name}}',
    lead: 'Whoever has one of these can join.',
    link: 'Invite link',
    linkHint: 'In the Parley app, they choose “Join a space” and paste it. It opens in any browser as well.',
    linkHintOwn:
      'In the Parley app, they choose “Join a space” and paste it. It opens in any browser as well, which warns first, since this space made its certificate itself.',
    expires: 'Valid until {{date}}.',
    copyAll: 'Copy invite',
    /** What is copied, for pasting into a letter. */
    text: 'Join {{name}} in Parley: {{link}}\nIn the Parley app, choose “Join a space” and paste it there. The link opens in a browser as well.',
    textOwn:
      'Join {{name}} in Parley: {{link}}\nIn the Parley app, choose “Join a space” and paste it there. The link opens in a browser as well, which warns first: ask me for the fingerprint of the certificate.',
    working: 'Making an invite…',
    /** A code for cameras, and what to do with it. */
    scan: 'Scan it',
    scanHint: 'A phone’s camera opens the link. The phone has to be in the same network.',
    scanHintOwn:
      'A phone’s camera opens the link, and its browser warns first. The phone has to be in the same network.',
    /** In place of the code, where no other device reaches the space. */
    scanNowhere:
      'There is no code for cameras now: only this computer reaches the space at this address. A phone can follow once the space is on a network.',
    scanLabel: 'QR code of the invite link',
    /** A short code for telling somebody, by word of mouth. */
    aloud: 'Read it aloud',
    aloudHint:
      'A short code for somebody beside you or on the telephone. It lets one person in, within 15 minutes.',
    aloudMake: 'Make a code',
    aloudWorking: 'Making a code…',
    aloudLeft: 'Good for {{left}}',
    aloudOver: 'This code has ended.',
    aloudNew: 'New code',
    aloudHow:
      'In the Parley app they choose “Join a space”, then this space or its address, and type the code. It works once, and shows them that they have found the right server.',
    aloudRefused: 'This server cannot make codes to read out. Pass on the link instead.',
    aloudPlain:
      'There is no code to read out, since this space is not encrypted: a code could not show anybody that they have found the right server.',
    aloudPlainHost: 'You can change that under Connection and security.',
    /** Unfolds what few need. */
    byHand: 'Other ways in',
    appLink: 'Link that opens in the Parley app',
    address: 'Address',
    addresses: 'Addresses, the likeliest first',
    code: 'Invite code',
  },
} as const;
