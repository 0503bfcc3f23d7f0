/** Backups of a space that this app hosts, and going back to one. */
export const backupWords = {
  backups: {
    lead: 'Once a day Parley copies the whole space into one file, and keeps those of the last seven days.',
    last: 'Last backup',
    none: 'None yet',
    looking: 'Looking…',
    making: 'Making a backup…',
    away: 'The space does not run, so none is made now.',
    folder: 'Folder',
    folderHint:
      'Best is a folder on another disk. A backup holds every message: keep it as safe as this computer.',
    now: 'Back up now',
    choose: 'Choose folder…',
    own: 'Use Parley’s own folder',
    failed: 'The backup at {{time}} failed. {{why}}',
    again: 'Parley tries again every ten minutes.',
    notChosen: 'The folder could not be changed. Trying again may help.',
    reasons: {
      full: 'There is no room left in the folder. Make some, or choose another one.',
      unwritable:
        'The folder cannot be written. If it is on another disk, connect that, or choose another folder.',
      damaged: 'The data of the space is damaged. Restore it from a backup.',
      failed: 'Something unforeseen happened; it is in the log of the app.',
    },
    restore: 'Restore from a backup',
    restoreLead: 'Puts the space back to how it was. You are asked once more before anything changes.',
    damagedTitle: 'The data of {{name}} is damaged',
    damagedLead: 'The space does not start. Nothing was written over. Choose a backup to go back to.',
    list: 'Backups, newest first',
    noneKept: 'There are no backups in this folder. If they are on another disk, connect that first.',
    listFailed: 'The folder could not be read. If it is on another disk, connect that.',
    restoreOne: 'Restore…',
    /** The same for who cannot see which line a button stands in. */
    restoreThat: 'Restore the backup of {{time}}',
    other: 'Another file…',
    confirmTitle: 'Put {{name}} back to this backup?',
    confirmLead: 'It was made on {{time}}.',
    confirmLost:
      'Everything written since then is lost, for everyone. So are accounts and invites made since.',
    confirmStop:
      'The space stops for a moment. Then everyone fetches it anew; some may have to sign in again.',
    confirmKept: 'What is here now is set aside on this computer, not deleted.',
    confirm: 'Restore',
    working: 'Restoring…',
    doneTitle: '{{name}} is back',
    doneLead: 'It is as it was on {{time}}, and runs.',
    setAside: 'What was there before is kept in this file:',
    problems: {
      not_found: 'This backup is not there any more.',
      not_a_backup: 'This file is not a backup of a space, or it is damaged. The space is as it was.',
      different_space: 'This is a backup of another space. The space is as it was.',
      client_too_old: 'This backup was made by a newer Parley. Update the app to restore it.',
      port_taken:
        'Another program uses the port of this space. Nothing was changed. End that program or use another port, then restore again.',
      folder_locked:
        'Another Parley on this computer runs this space already. Nothing was changed. Quit the other one, then restore again.',
      full: 'There is no room on this computer’s disk for a copy of the backup. Nothing was changed. Make some, then restore again.',
      other: 'It could not be restored. Restart Parley and try again, or try another backup.',
    },
  },
} as const;
