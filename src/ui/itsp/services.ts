import type { Redactor } from '../../core/redaction/redact.ts';
import type { Log } from '../base/log.ts';
import type { Pbxes } from '../connections/pbxes.ts';

/** What it takes to ask an ITSP about a trunk. */
export interface ItspCheckServices {
  readonly log: Log;
  readonly pbxes: Pbxes;
  readonly redactor: Redactor;
}
