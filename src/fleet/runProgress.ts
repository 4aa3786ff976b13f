import * as l10n from '@vscode/l10n';
import { outsideText } from '../core/outsideText.ts';
import type { RunObserver } from '../pbx/provision/provisionPbx.ts';

/** Told what is being done, and how many trunks have ended since it was last told. */
export type TellProgress = (message: string, ended: number) => void;

/** The least time between two messages, in milliseconds: more could not be read. */
const pauseBetween = 100;

/** Tells what a run over so many trunks is doing, not more often than it can be read. */
export function progressOf(total: number, tell: TellProgress): RunObserver {
  let ended = 0;
  let endedWhenTold = 0;
  let lastTold = 0;
  let words = () => '';
  let timer: NodeJS.Timeout | undefined;
  const tellInTime = () => {
    clearTimeout(timer);
    const tooEarly = lastTold + pauseBetween - Date.now();
    if (tooEarly > 0 && ended < total) {
      // A little later, not never: the next news may be seconds away.
      timer = setTimeout(tellInTime, tooEarly);
      return;
    }
    tell(words(), ended - endedWhenTold);
    endedWhenTold = ended;
    lastTold = Date.now();
  };
  return {
    onStart: (pbx, trunkname) => {
      const place = ended + 1;
      words = () =>
        trunkname === undefined
          ? l10n.t('{0}: asking what is there', outsideText(pbx))
          : l10n.t('{0} · {1} ({2} of {3})', outsideText(pbx), outsideText(trunkname), place, total);
      tellInTime();
    },
    onOutcome: () => {
      ended += 1;
      tellInTime();
    },
  };
}
