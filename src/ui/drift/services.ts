import type { FolderServices } from '../../fleet/drift/readFolders.ts';
import type { KeptResults } from '../../fleet/keptResults.ts';
import type { Fleet } from '../../fleet/ports.ts';
import type { PbxServices } from '../connections/services.ts';
import type { ResultsPanels } from '../results/panels.ts';

/** What it takes to compare PBXes with the files below a folder, and to show the drift. */
export interface DriftServices
  extends PbxServices, Omit<FolderServices, 'pbxes'>, Pick<Fleet, 'settings' | 'unlistedTrunks'> {
  readonly keptResults: KeptResults;
  readonly resultsPages: () => Promise<Pick<ResultsPanels, 'open'>>;
}
