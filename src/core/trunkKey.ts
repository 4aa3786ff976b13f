/** One trunk on one PBX, by their names. */
export interface TrunkKey {
  pbx: string;
  trunkname: string;
}

/** A text that stands for this trunk alone, whatever the names are made of. */
export function keyOf({ pbx, trunkname }: TrunkKey): string {
  return JSON.stringify([pbx, trunkname]);
}
