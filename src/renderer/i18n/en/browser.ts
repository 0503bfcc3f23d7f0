/** The window as a page in a browser. */
export const browserWords = {
  browser: {
    /** Heads a part of the settings. */
    title: 'This browser',
    reading: 'Parley is open in another tab. Here you can read.',
    useThisTab: 'Use this tab',
    /** In place of the field to write in. */
    readHere: 'Parley is open in another tab, which is the one to write in.',
    nothingKept:
      'This browser keeps nothing of this page. When you close it you are signed out, and what was not sent is lost.',
    understood: 'Understood',
    askNotifications: 'Get notified in this browser when you are mentioned or written to?',
    allow: 'Allow',
    notNow: 'Not now',
    notifications: 'Notifications',
    allowNotifications: 'Allow notifications',
    told_allowed: 'Allowed. Do not disturb and quiet hours hold here, too.',
    told_refused:
      'Refused in this browser. To change that, open what the browser says of this page beside its address, and allow notifications.',
    told_unavailable:
      'Not to be had here: browsers show notifications only for pages that come over HTTPS, or from the same machine.',
    offline: 'Without a connection',
    opensOffline: 'This page opens and goes on without a connection.',
    goesOnOffline:
      'An open page goes on without a connection. To load it again the server is needed: browsers keep a page for later only if it comes over HTTPS with a certificate they trust, or from the same machine.',
    storage: 'What is kept',
    kept: 'What you read and write is kept in this browser until you sign out.',
  },
} as const;
