import type { FolderServices } from '../../fleet/drift/readFolders.ts';
import type { Fleet } from '../../fleet/ports.ts';
import type { PbxServices } from '../connections/services.ts';
import type { DriftDocuments } from './driftDocuments.ts';

/** What it takes to compare PBXes with the files below a folder, and to show the drift. */
export interface DriftServices
  extends PbxServices, Omit<FolderServices, 'pbxes'>, Pick<Fleet, 'settings' | 'unlistedTrunks'> {
  readonly driftDocuments: DriftDocuments;
}
