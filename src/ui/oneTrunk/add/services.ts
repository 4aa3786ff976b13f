import type { Event } from 'vscode';
import type { TrunkOutcome } from '../../../core/outcome.ts';
import type { Trunk } from '../../../core/trunk.ts';
import type { PbxChoice } from './protocol.ts';

/** What the form needs from the rest of the extension. */
export interface TrunkFormServices {
  /** The configured PBXes, in display order. */
  pbxes(): PbxChoice[] | Promise<PbxChoice[]>;
  onDidChangePbxes: Event<unknown>;
  /** Adds one trunk, asking to sign in when that is needed; also shows the notification and writes the log. */
  addTrunk(pbx: string, trunk: Trunk): Promise<TrunkOutcome>;
  /** Keeps the password under a secret name of its own and returns that name. */
  keepSecret(suggestedName: string, value: string): Promise<string>;
  /** The YAML of one trunk. Every value is already written as a template, the password as `${secret:name}`. */
  toYaml(pbx: string | undefined, trunk: Record<string, string>): string;
}
