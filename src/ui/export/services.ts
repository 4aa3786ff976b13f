import type { ExportServices as FleetServices } from '../../fleet/export/exportTrunks.ts';
import type { PbxServices } from '../connections/services.ts';

/** What it takes to write the trunks of PBXes into files. */
export interface ExportServices extends PbxServices, Omit<FleetServices, 'pbxes' | 'log'> {}
