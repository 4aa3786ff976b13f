import type { Version } from './request.ts';
import type { Item } from './wire.ts';

/**
 * What deviceinfo/query answers: the fields and the ways to write a time of OpenVox's and Yeastar's examples. `uptime` is
 * the time of the last boot on OpenVox ("2020-Mar-23-08:33:22") and a duration on Yeastar ("03:25:04").
 */
export function describeDevice(version: Version, bootedAt: number, now: number): Item {
  const yeastar = version === 'v1.1.0';
  return {
    devicename: 'UC501',
    sn: 'd00000000001',
    hardwarever: 'V1.0',
    firmwarever: '4.1.1',
    systemtime: yeastar ? `${isoTime(now)} UTC+0` : monthNameTime(now),
    uptime: yeastar ? duration(now - bootedAt) : monthNameTime(bootedAt),
    extensionstatus: '21/300',
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

function monthNameTime(time: number): string {
  const [date = '', clock = ''] = isoTime(time).split(' ');
  const month = new Date(time).toLocaleString('en-US', { month: 'short', timeZone: 'UTC' });
  return `${date.slice(0, 5)}${month}${date.slice(7)}-${clock}`;
}

function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');
}
