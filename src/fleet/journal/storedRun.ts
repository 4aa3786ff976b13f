import type { TrunkOutcome } from '../../core/outcome.ts';
import { keyOf } from '../../core/trunkKey.ts';
import { readEvents, type RunRequest, type RunStart } from './journalEvents.ts';

/** The result for one trunk, and how long it took. */
export type TimedOutcome = TrunkOutcome & { milliseconds?: number };

/** One go at a run: the run itself, its continuation, or its undoing. */
export interface RunPart extends RunStart {
  startedAt: string;
  /** Absent while it goes on, and for ever when its window was closed or crashed. */
  endedAt?: string;
  cancelled: boolean;
  outcomes: TimedOutcome[];
}

/** A run as the journal has it, with what was done to it later. */
export interface StoredRun {
  id: string;
  parts: RunPart[];
}

/** The parts that a journal's lines tell of. */
export function readParts(text: string): RunPart[] {
  const parts: RunPart[] = [];
  let places = new Map<string, number>();
  for (const event of readEvents(text)) {
    const part = parts.at(-1);
    if (event.event === 'start') {
      const { action, files, trunks, pbxes, request, user, at: startedAt } = event;
      const about = { action, files, trunks, pbxes, ...(request && { request }), ...(user && { user }) };
      parts.push({ ...about, startedAt, cancelled: false, outcomes: [] });
      places = new Map();
    } else if (part && event.event === 'end') {
      part.endedAt = event.at;
      part.cancelled = event.cancelled;
    } else if (part && event.event === 'outcome') {
      const { pbx, trunkname, outcome: word, errno, message, milliseconds } = event;
      const outcome: TimedOutcome = {
        pbx,
        trunkname,
        outcome: word,
        ...(errno !== undefined && { errno }),
        ...(message !== undefined && { message }),
        ...(milliseconds !== undefined && { milliseconds }),
      };
      // A later line has more to say about the same trunk, such as that it registered.
      const key = keyOf({ pbx, trunkname });
      const place = places.get(key) ?? part.outcomes.length;
      places.set(key, place);
      part.outcomes[place] = outcome;
    }
  }
  return parts;
}

/** The request of a run, as it was made last. */
export function requestOfRun({ parts }: StoredRun): RunRequest | undefined {
  return parts.findLast(({ request }) => request !== undefined)?.request;
}

/** Which box each PBX of a run was, by the name that it had. A later part may have been refused since it is another one by now. */
export function urlsOf({ parts }: StoredRun): Map<string, string> {
  const urls = new Map<string, string>();
  for (const { name, url } of parts.flatMap(({ pbxes }) => pbxes)) {
    if (!urls.has(name)) urls.set(name, url);
  }
  return urls;
}

/** True when the last part left something undone that a continuation may do. */
export function stoppedShort({ outcomes, cancelled, endedAt }: RunPart): boolean {
  return (
    cancelled ||
    endedAt === undefined ||
    outcomes.some(({ outcome }) => ['failed', 'skipped', 'unknown'].includes(outcome))
  );
}

/** True when a continuation of the run has something to do: it stopped short, and nobody has begun to take it back. */
export function canContinue(run: StoredRun): boolean {
  const last = run.parts.at(-1);
  return (
    last !== undefined && last.action !== 'undo' && stoppedShort(last) && requestOfRun(run) !== undefined
  );
}
