import type { PbxServices } from '../connections/services.ts';
import type { Explorer } from '../explorer/explorer.ts';
import type { Demo } from './demo.ts';

/** What it takes to start and stop the Demo PBX. */
export interface DemoPbxServices extends PbxServices {
  readonly explorer: Pick<Explorer, 'reveal'>;
  demo(): Promise<Demo>;
}
