import * as z from 'zod/mini';
import { listUnder } from './answerList.ts';

/** A value as it is written; a number has come as its digits. */
const text = z.pipe(z.union([z.string(), z.boolean()]), z.transform(String));
const optionalText = orNothing(text);

/** The value, or undefined where there is none or it cannot be read. */
function orNothing<Value>(schema: z.ZodMiniType<Value>) {
  return z.pipe(
    z.catch(z.nullish(schema), undefined),
    z.transform((value) => value ?? undefined),
  );
}

/** What every answer has. `status` is `Success` or a failure; errno is text, number or absent. */
export const statusAnswer = z.looseObject({
  status: z.pipe(
    text,
    z.transform((status) => status.trim().toLowerCase() === 'success'),
  ),
  // Only a number is a number: what else a box may write here could be an echo of what was sent, and is shown.
  errno: z.pipe(
    optionalText,
    z.transform((errno) => /^\s*(-?\d{1,9})\s*$/.exec(errno ?? '')?.[1]),
  ),
});

/** `login` */
export const loginAnswer = z.object({
  // Half a character stands in no URL.
  token: z.pipe(
    text,
    z.string().check(
      z.trim(),
      z.refine((token) => token !== '' && !/\p{Surrogate}/u.test(token)),
    ),
  ),
});

/** DOD numbers are one text in the documentation (Yeastar); a list of them means the same. */
const dodNumbers = orNothing(
  z.union([
    text,
    z.pipe(
      z.array(text),
      z.transform((items) => items.join(',')),
    ),
  ]),
);

/** One trunk of `siptrunk/query`, with whatever else the box tells of it. */
export type TrunkItem = z.infer<typeof trunkItem>;
const trunkItem = z.looseObject({
  id: optionalText,
  trunkname: text,
  trunktype: optionalText,
  host: optionalText,
  port: optionalText,
  domain: optionalText,
  username: optionalText,
  authname: optionalText,
  fromuser: optionalText,
  password: optionalText,
  extensionsdod: dodNumbers,
  extensionsgroupdod: dodNumbers,
});

/** `siptrunk/query`: the SIP trunks with all their settings, the password in clear text. */
export const trunksAnswer = listUnder(['trunks'], trunkItem);

/** The live status of one trunk of any kind. */
export type TrunkStatus = z.infer<typeof trunkStatus>;
const trunkStatus = z.object({ trunkname: text, status: optionalText, type: optionalText });

/** `trunklist/query`: OpenVox puts the list under `trunkname`, Yeastar and the parameter table under `trunklist`. */
export const statusesAnswer = listUnder(['trunklist', 'trunkname'], trunkStatus).check(
  // Where none can be read, nobody knows what is there.
  z.refine(({ entries, doubt }) => doubt !== 'unreadEntries' || entries.length > 0),
);

/** `deviceinfo/query`. Every field may be absent. */
export type DeviceInfo = z.infer<typeof deviceInfo>;
const deviceInfo = z.object({
  devicename: optionalText,
  sn: optionalText,
  hardwarever: optionalText,
  firmwarever: optionalText,
  systemtime: optionalText,
  uptime: optionalText,
  extensionstatus: optionalText,
});
export const deviceInfoAnswer = z.pipe(
  z.object({ deviceinfo: z.catch(deviceInfo, () => deviceInfo.parse({})) }),
  z.transform(({ deviceinfo }) => deviceinfo),
);
