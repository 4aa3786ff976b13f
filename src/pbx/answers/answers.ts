import * as z from 'zod';
import { listUnder } from './answerList.ts';

/** A value as it is written; a number has come as its digits. */
const text = z.union([z.string(), z.boolean()]).transform(String);
const optionalText = text
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

/** What every answer has. `status` is `Success` or a failure; errno is text, number or absent. */
export const statusAnswer = z.looseObject({
  status: text.transform((status) => status.trim().toLowerCase() === 'success'),
  // Only a number is a number: what else a box may write here could be an echo of what was sent, and is shown.
  errno: optionalText.transform((errno) => /^\s*(-?\d{1,9})\s*$/.exec(errno ?? '')?.[1]),
});

/** `login` */
export const loginAnswer = z.object({
  // Half a character stands in no URL.
  token: text
    .transform((token) => token.trim())
    .refine((token) => token !== '' && !/\p{Surrogate}/u.test(token)),
});

/** DOD numbers are one text in the documentation (Yeastar); a list of them means the same. */
const dodNumbers = z
  .union([text, z.array(text).transform((items) => items.join(','))])
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

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
export const statusesAnswer = listUnder(['trunklist', 'trunkname'], trunkStatus).refine(
  // Where none can be read, nobody knows what is there.
  ({ entries, doubt }) => doubt !== 'unreadEntries' || entries.length > 0,
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
export const deviceInfoAnswer = z
  .object({ deviceinfo: deviceInfo.catch(() => deviceInfo.parse({})) })
  .transform(({ deviceinfo }) => deviceinfo);
