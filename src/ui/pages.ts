/** What stands behind the pages and documents that are opened, loaded together: most of what they need is the same. */
export { TrunkDocuments } from './details/trunkDocuments.ts';
export { driftPage } from './drift/driftPage.ts';
export { reportPage } from './journal/reportPage.ts';
export { ResultsPanels } from './results/panels.ts';
export { TrunkFormPanel } from './oneTrunk/add/panel.ts';
export { trunkFormServices } from './oneTrunk/add/formServices.ts';
export { TrunkEditPanels } from './oneTrunk/edit/panels.ts';
export { trunkEditServices } from './oneTrunk/edit/formServices.ts';
