import type { ProvisionServices } from '../../fleet/provision/provision.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import type { PbxServices } from '../connections/services.ts';
import type { Explorer } from '../explorer/explorer.ts';

/** What it takes to delete trunks, and to add them again. */
export interface DeletionServices extends PbxServices, ProvisionServices {
  readonly log: PbxServices['log'];
  readonly pbxes: Pbxes;
  readonly explorer: Pick<Explorer, 'selection'>;
}
