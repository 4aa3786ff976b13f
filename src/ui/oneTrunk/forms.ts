/** The two forms, loaded together: most of what they need is the same. */
export { TrunkFormPanel } from './add/panel.ts';
export { trunkFormServices } from './add/formServices.ts';
export { TrunkEditPanels } from './edit/panels.ts';
export { trunkEditServices } from './edit/formServices.ts';
