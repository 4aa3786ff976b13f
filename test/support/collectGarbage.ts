import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Frees at once whatever nobody holds. A WeakRef that was read in this turn of the event loop holds its object until the next. */
export const collectGarbage = runInNewContext('gc') as () => void;
