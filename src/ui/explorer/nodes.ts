import { trunkTypes } from '../../core/trunk.ts';

/** A configured PBX. */
export interface PbxNode {
  kind: 'pbx';
  name: string;
}

/** The PBXes of one group. */
export interface GroupNode {
  kind: 'group';
  name: string;
  pbxes: PbxNode[];
}

/** A trunk on a PBX. Other kinds than SIP (IAX, FXO, …) have no settings, only a status. */
export interface TrunkNode {
  kind: 'trunk';
  parent: PbxNode;
  trunkname: string;
  /** `register`, `peer`, `account`, or the kind of a trunk that is not SIP. */
  type: string;
  host: string | undefined;
  /** More of a SIP trunk for its tooltip, as far as the PBX shows it. */
  settings?: { port?: string | undefined; domain?: string | undefined; username?: string | undefined };
  /** The PBX's word, such as `Registered`; undefined when it gave none. */
  status: string | undefined;
}

/** What to say in place of the trunks: not signed in, no answer, not yet an answer, no trunks. */
export interface MessageNode {
  kind: 'message';
  parent: PbxNode;
  tone: 'problem' | 'signIn' | 'empty' | 'waiting';
  label: string;
  /** More in the tooltip, in lines of ours. */
  detail: readonly string[];
  /** What a click does. */
  command?: {
    id: 'pbx.refresh' | 'pbx.signIn' | 'pbx.editPbx' | 'pbx.addSipTrunk' | 'pbx.startDemoPbx';
    title: string;
  };
}

export type ExplorerNode = GroupNode | PbxNode | TrunkNode | MessageNode;

/** Whether the API has settings of this trunk: it knows SIP trunks only. */
export function isSipTrunk({ type }: TrunkNode): boolean {
  return (trunkTypes as readonly string[]).includes(type);
}
