/** A place in a trunk file. Line and column are counted from 1. */
export interface Place {
  /** The file as it is named. */
  name: string;
  line: number;
  column: number;
}

/** Reads a place such as `sites/hq.trunks.yaml:3`, or `hq.trunks.yaml:3:5: what is wrong there`. */
export function placeOf(text: string): Place | undefined {
  const {
    name,
    line,
    column = '1',
  } = /^(?<name>.+?\.ya?ml):(?<line>\d+)(?::(?<column>\d+))?(?:: |$)/is.exec(text)?.groups ?? {};
  return name === undefined ? undefined : { name, line: Number(line), column: Number(column) };
}
