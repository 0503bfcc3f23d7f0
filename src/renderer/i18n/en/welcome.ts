/** The ways into a space. */
export const welcomeWords = {
  welcome: {
    title: 'Welcome to Parley',
    lead: 'A messenger for your team that needs no server. One of you hosts a space, everyone on the network joins.',
    addTitle: 'Add a space',
    addLead: 'Host another one on this computer, or join one that exists.',
    /** A button; "host" as a verb: run it on this computer for others. */
    host: 'Host a space',
    hostHint: 'Starts one on this computer. People join while it is on.',
    join: 'Join a space',
    joinHint: 'One near you, or with the invite that you were given.',
    /** Closes the screen that adds a space. */
    notNow: 'Not now',
  },
  spaceName: {
    label: 'Name of the space',
    placeholder: 'Garden team',
    hint: 'Everyone here sees it, and everyone who is invited.',
    /** Where the space is new. */
    hintNew: 'You can change it later.',
    save: 'Save',
    saved: 'Saved. Everyone sees it now.',
  },
  hostForm: {
    title: 'Host a space',
    lead: 'Everything is kept on this computer. You become its owner.',
    displayName: 'Your name',
    displayNameHint: 'How others see you.',
    username: 'Username',
    usernameHint: 'For signing in, and for @mentions.',
    password: 'Password',
    passwordHint: 'At least 8 characters.',
    found: 'Others on this network find it by its name. Connections to it are encrypted.',
    submit: 'Host this space',
    working: 'Starting…',
  },
  hosted: {
    title: '{{name}} is running',
    lead: 'This is how others get in. You find it again in the menu of the space.',
    /** Where the space is announced to the network. */
    found: 'People on this network also find it by its name, under “Join a space”.',
    open: 'Open {{name}}',
    inviteFailed:
      'The invite code could not be made. You find it later in the menu of the space under Invite people.',
  },
  joinForm: {
    title: 'Join a space',
    address: 'Address of the space',
    addressHint:
      'An invite link, an address such as 192.168.1.20:4100, or an address and the code read to you.',
    find: 'Continue',
    finding: 'Looking…',
    otherAddress: 'Other address',
    newAccount: 'I am new here',
    haveAccount: 'I have an account',
    invite: 'Invite code',
    inviteHint: 'From whoever invited you. The whole link will do.',
    displayName: 'Your name',
    username: 'Username',
    password: 'Password',
    submitRegister: 'Join',
    submitLogin: 'Sign in',
    working: 'Joining…',
  },
  /** In a browser, which is for the one space that its page came from. */
  joinHere: {
    title: 'Join {{name}}',
    lead: 'Sign in, or make an account with an invite.',
    invited: 'You are invited. Make an account, or sign in if you have one.',
    open: 'Make an account, or sign in if you have one.',
    /** In a browser whose own data was damaged. */
    renewed:
      'What this browser had kept was damaged, so sign in again. What you had not sent is still here, and is sent then.',
    awayTitle: 'This space cannot be reached',
    away: 'It is off, or this device is not in its network. This page tries again by itself.',
    failedTitle: 'This space cannot be opened',
    signInTitle: 'Sign in to {{name}}',
    /** `{{username}}` signed out; what they wrote and did not send waits. */
    signInLead: 'You were here as {{username}}.',
    otherAccount: 'Use another account',
  },
  /** In a browser, for the first person of a new space. */
  ownerForm: {
    title: 'Start your space',
    lead: 'This space is new. Give it a name, and make its first account, which will own it.',
    submit: 'Start this space',
    /** Proves that one may own a space that others can reach. */
    code: 'Setup code',
    codeHint: 'The server printed it where it was started, or in its log.',
    codeNeeded:
      'Others can reach this space, so its first account needs the setup code that the server printed.',
    codeWrong: 'This is not the setup code. The server prints a new one each time it starts.',
  },
} as const;
