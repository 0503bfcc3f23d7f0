import { powerSaveBlocker } from 'electron';

let blocker: number | undefined;

/** While a space is hosted here the computer does not fall asleep by itself; its display may. */
export function keepAwake(hosting: boolean): void {
  if (hosting && blocker === undefined) blocker = powerSaveBlocker.start('prevent-app-suspension');
  if (!hosting && blocker !== undefined) {
    powerSaveBlocker.stop(blocker);
    blocker = undefined;
  }
}
