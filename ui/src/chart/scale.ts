import type { ChartSpan } from '../backend/bindings';

const day = 24 * 3_600_000;

/** From one number to another, as a length. */
export function scale(from: number, to: number, low: number, high: number) {
  return (value: number) => low + ((value - from) / (to - from || 1)) * (high - low);
}

/** The line keeps a little distance from the edges, so that it and its marks are whole. */
const air = 1.05;

export interface AmountAxis {
  low: number;
  high: number;
  /** Two to four round amounts within, zero among them. */
  ticks: number[];
}

export function amountAxis(smallest: number, largest: number): AmountAxis {
  const low = Math.min(0, smallest) * air;
  const high = Math.max(0, largest) * air;
  if (low === high) return { low: 0, high: 1, ticks: [0, 1] };
  const power = 10 ** Math.floor(Math.log10((high - low) / 4));
  const sizes = [1, 2, 2.5, 5, 10, 20, 25, 50].map((size) => size * power);
  const ticksOf = (step: number) => {
    const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
    // Without the rounding three tenths would be 0.30000000000000004.
    return Array.from({ length: last - first + 1 }, (_, index) =>
      Number(((first + index) * step).toPrecision(12)),
    );
  };
  const ticks = sizes.map(ticksOf).find(({ length }) => length <= 4) ?? [0];
  return { low, high, ticks };
}

/** Local moments that a person reads a time by, oldest first, at most so many. */
export function timeTicks(span: ChartSpan, from: number, to: number, most: number): number[] {
  if (span === 'quarter') return thinned(monthsBetween(from, to), most);
  return thinned(span === 'day' ? hoursBetween(from, to, 3) : daysBetween(from, to), most);
}

/** Each local midnight. A day may have 23 or 25 hours, so they are not counted but asked for. */
export function daysBetween(from: number, to: number): number[] {
  const found: number[] = [];
  const at = new Date(from);
  at.setHours(0, 0, 0, 0);
  for (; at.getTime() <= to; at.setDate(at.getDate() + 1))
    if (at.getTime() >= from) found.push(at.getTime());
  return found;
}

function hoursBetween(from: number, to: number, every: number): number[] {
  const found: number[] = [];
  const at = new Date(from);
  at.setMinutes(0, 0, 0);
  for (; at.getTime() <= to; at.setHours(at.getHours() + 1))
    if (at.getTime() >= from && at.getHours() % every === 0) found.push(at.getTime());
  return found;
}

function monthsBetween(from: number, to: number): number[] {
  return daysBetween(from, to).filter((at) => new Date(at).getDate() === 1);
}

/** Evenly, and with the newest. */
function thinned(moments: number[], most: number): number[] {
  const every = Math.max(1, Math.ceil(moments.length / Math.max(1, most)));
  return moments.filter((_, index) => (moments.length - 1 - index) % every === 0);
}

/** Where a local day lies, as far as it is in sight: `2026-11-20`. */
export function dayBounds(date: string, from: number, to: number): [number, number] {
  const begin = new Date(`${date}T00:00:00`).getTime();
  const end = new Date(begin + 1.5 * day).setHours(0, 0, 0, 0);
  return [Math.max(from, begin), Math.min(to, end)];
}
