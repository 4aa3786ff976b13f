import type { Uri } from 'vscode';
import type { Range } from '../../core/trunkYaml/position.ts';
import type { Trunk } from '../../core/trunk.ts';

/** One trunk for one PBX, in the order of the report. */
export interface ProvisionWork {
  pbx: string;
  trunk: Trunk;
  /** Where it is written, unless it comes from the form or from automation. */
  place?: { uri: Uri; range: Range };
}
