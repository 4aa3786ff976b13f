/** What stands behind the pages and documents that are opened, loaded together: most of what they need is the same. */
export { TrunkDocuments } from './details/trunkDocuments.ts';
export { ReportPages } from './journal/reportPages.ts';
export { TrunkFormPanel } from './oneTrunk/add/panel.ts';
export { trunkFormServices } from './oneTrunk/add/formServices.ts';
export { TrunkEditPanels } from './oneTrunk/edit/panels.ts';
export { trunkEditServices } from './oneTrunk/edit/formServices.ts';
