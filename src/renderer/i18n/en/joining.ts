/** Finding a space on the network, and knowing that it is the one that is meant. */
export const joiningWords = {
  nearby: {
    title: 'Spaces near you',
    looking: 'Looking around on this network…',
    none: 'None found so far',
    /** Read aloud as they come and go. */
    found_one: '{{count}} space found.',
    found_other: '{{count}} spaces found.',
    askingOne: 'Asking {{name}}.',
    noneHint: 'Parley goes on looking.',
    /** How a space stands that was found; at the end of its line. */
    asking: 'Asking…',
    silent: 'Does not answer',
    gone: 'No longer there',
    joined: 'You are in it',
    noNetwork: 'Not on a network',
    noNetworkHint: 'Connect this computer to the host’s network, by cable or Wi-Fi.',
    cannotLook: 'Parley cannot look around',
    cannotLookHint: 'Another program or the system is using the port that this needs (mDNS, UDP 5353).',
    /** Heads a list of reasons. */
    why: 'Why a space may not be found',
    whyOff: 'Its host is off or asleep, or does not announce it.',
    whyOther: 'It is in another network: the cable and the Wi-Fi are often two.',
    whyGuest: 'Guest Wi-Fi mostly keeps devices apart.',
    whyFirewall: 'A firewall here or at the host holds mDNS back (UDP port 5353).',
    byHand: 'You can still join by its address or invite link.',
    /** For comparing with the address of the host. */
    here_one:
      'This computer’s address: {{list}}. A host in the same network mostly has one that begins alike.',
    here_other:
      'This computer’s addresses: {{list}}. A host in the same network mostly has one that begins alike.',
  },
  /** Trying the way to a server step by step. */
  test: {
    /** A button. */
    start: 'Test connection',
    working: 'Testing…',
    title: 'The way to {{address}}',
    resolve: 'Address',
    reach: 'Server',
    tls: 'Encryption',
    version: 'Version',
    /** Spoken before the name of a step. */
    passed: 'Works',
    failed: 'Failed',
    open: 'Not tried',
    fine: 'All works. Choose Continue to join.',
    not_an_address: 'This is not an address. It looks like 192.168.1.20:4100, or paste the invite link.',
    unknown_name:
      'No computer of this name is known here. Check how it is written, or use the numbers that the host sees under Invite people.',
    no_route: 'This network cannot reach it. Connect both computers to the same one.',
    refused:
      'The computer is there, but no space at this port. Check the port, and that Parley runs at the host.',
    no_answer:
      'Nothing answers. The host may be off, in another network, or behind a firewall that lets nobody in.',
    not_tls: 'The server does not use encryption there. Ask the host for a new invite link.',
    bad_certificate: 'The server’s certificate is not valid. Whoever runs the server has to renew it.',
    other_key:
      'The server has another key than the one in your link. Ask the host for a new link, and tell them of this.',
    not_parley: 'Something answers there, but it is not Parley. Check the port.',
    client_too_old: 'The space needs a newer Parley. Update the app on this computer.',
    server_too_old: 'The space runs an older Parley. Whoever hosts it needs to update it.',
  },
  /** Whether a server is the one that is meant, before a password is typed. */
  trust: {
    title: 'Is this the right server?',
    lead: 'Somebody could pretend to be {{name}}. Nothing about you has been sent yet. Check its key in one of two ways.',
    way: 'How to check',
    byCode: 'With a code',
    byKey: 'With the fingerprint',
    code: 'Code that was read to you',
    codeHint: 'Eight letters and digits. The host makes it under Invite people.',
    codeFirst: 'The server has to prove that it knows the code before it is told the code.',
    check: 'Check the code',
    checking: 'Checking…',
    codeShape: 'A code has eight letters and digits, such as K7Q2-04ZW.',
    codeWrong:
      'The server does not know this code. It may be mistyped, used, or older than 15 minutes. Ask the host for a new one.',
    codeTooOften: 'Too many tries. Wait a minute, then ask for a new code.',
    fingerprint: 'Fingerprint of {{name}}',
    compare:
      'Have the host read theirs to you, on the telephone or in person: in their Parley, open the menu of the space, then Connection and security.',
    same: 'They are the same',
    different: 'They differ',
    differentTitle: 'Then this is not the server you mean',
    differentLead:
      'Somebody may be pretending to be it. Nothing about you was sent. Tell the host, and ask for an invite link: it carries the right fingerprint.',
    plainTitle: '{{name}} is not encrypted',
    plainLead:
      'Its host has turned encryption off. Everyone on this network can read along: your password, and all that you write and read.',
    plainDo: 'Ask the host to turn it on, or join if you trust everyone on this network.',
    plainJoin: 'Join anyway',
    otherTitle: 'This is not the server of your invite',
    otherLead: 'Its key is another one than your link names, so Parley has stopped.',
    noKeyLead: 'It does not prove the key that your link names, so Parley has stopped.',
    uncheckedTitle: 'This is not the server that you checked',
    uncheckedLead: 'Its key is another one than the key you checked, so Parley has stopped.',
    unknownTitle: 'The key of this space has changed',
    unknownLead: 'Its key is another one than this computer knows of it, so Parley has stopped.',
    keyedTitle: 'This server has a key now',
    keyedLead: 'It had none when you chose it, and nobody has vouched for this one, so Parley has stopped.',
    lapsedTitle: 'The certificate of this server is no longer trusted',
    lapsedLead:
      'When you chose it, it had one that this system trusts. What answers now has not, so Parley has stopped.',
    nothingSent: 'Nothing about you was sent.',
    nothingMore: 'Nothing more was sent.',
    otherWhy:
      'Somebody may be in between, or the host set the space up anew. Tell the host, and ask for a new link.',
    lapsedWhy:
      'The certificate may have expired, or somebody may be in between. Tell whoever runs the server.',
    expected: 'In your link',
    checkedKey: 'The key you checked',
    presented: 'What answers now',
    movedTitle: 'Is this {{name}}?',
    movedLead: 'You are in it already, but it does not answer where it was.',
    movedWarning:
      'What answers here says that it is this space, but has another key than this computer knows of it. Nothing about you was sent.',
    movedGo: 'Go on to sign in',
    insideTitle: 'You are in {{name}} already',
    insideLead: 'This computer has it in the list of spaces.',
    /** How a server is known: a quiet line beside its name. */
    loopback: 'On this computer',
    signed: 'Encrypted, with a certificate that this system trusts',
    link: 'Encrypted, with the key of your invite link',
    spoken: 'Encrypted, with the key that your code has proved',
    compared: 'Encrypted, with the key that you compared',
    pinned: 'Encrypted, with the key that was checked when you joined',
    plain: 'Not encrypted: everyone on the network can read along',
    browser: 'Your browser looks after the connection',
  },
  /** An invite link that was opened outside of the app. */
  opened: {
    hint: 'From the link that you opened. Nothing has been sent there yet.',
    /** Once somebody was asked there. */
    hintAsked: 'From the link that you opened.',
    title: 'An invite is waiting',
    lead: 'You have opened an invite to {{address}}. What you are filling in here would be lost.',
    /** Where a dialog is open, in which nothing need have been filled in. */
    leadDialog: 'You have opened an invite to {{address}}. Going there closes what is open here.',
    go: 'Open the invite',
    stay: 'Stay here',
  },
  /** In the settings of a space. */
  security: {
    /** In the menu of the space. */
    open: 'Connection and security',
    title: 'Connection and security',
    connection: 'Connection',
    address: 'Address',
    addresses: 'Addresses',
    known: 'How it is known',
    fingerprint: 'Fingerprint of its key',
    fingerprintHint: 'For comparing with the host, who sees the same here.',
    ownHint: 'Read it to people who join without an invite link, so that they know they have found you.',
    fromBrowser: 'For people who join from a browser',
    certificate: 'Fingerprint of its certificate',
    certificateHint: 'Browsers show this one in their warning. It changes when this computer’s addresses do.',
    copyFingerprint: 'Copy the fingerprint',
    changedTitle: 'The key of {{name}} has changed',
    changedLead:
      'A server with another key than before answers at its address. Parley has stopped, and has said nothing to it.',
    newTitle: '{{name}} has a key now',
    newLead:
      'Until now it was not encrypted; now a server with a key answers at its address. Parley has stopped, and has said nothing to it.',
    lapsedTitle: 'The certificate of {{name}} is no longer trusted',
    lapsedLead:
      'A server with a certificate that this system does not trust answers at its address. Parley has stopped, and has said nothing to it.',
    why: 'Why that may be',
    whyAnew: 'The host set the space up anew, or moved it without its key.',
    whyOn: 'The host has turned encryption on.',
    whyLapsed: 'The certificate has expired, or was replaced by one that this system does not know.',
    whyListening: 'Somebody on the network pretends to be the host, to listen in.',
    doCompare:
      'Ask the host, on the telephone or in person, to read you the fingerprint that stands here in their Parley.',
    doRenew:
      'Ask whoever runs the server to renew it, then try again. To trust its key without a certificate is the last resort: only after they have read you its fingerprint, on the telephone or in person.',
    before: 'Known until now',
    none: 'None: it was not encrypted',
    noneSigned: 'None: its certificate was trusted',
    now: 'What answers now',
    compared: 'I have compared it with the host, and it is the same',
    trust: 'Trust the new key',
    trusting: 'Connecting…',
    hosting: 'Hosting',
    announced: 'Announce on this network',
    announcedHint: 'People near you find the space under Join a space, without its address.',
    secure: 'Encrypt connections (TLS)',
    secureHint: 'Only people in the space can read what is sent.',
    insecureHint: 'Off: everyone on the network can read along.',
    offTitle: 'Turn encryption off?',
    offLead:
      'Everyone on the network will be able to read along and change what is sent: passwords, messages, everything. Apps that joined with encryption on refuse to connect until it is on again.',
    offSure: 'I know that others can read along',
    off: 'Turn off',
    offKeep: 'Keep it on',
  },
} as const;
