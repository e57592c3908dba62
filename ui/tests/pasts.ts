/** What was read and told of an account before: minutes ago, the newest last. */
export interface Past {
  unit: 'USD' | 'credits';
  readings: [minutesAgo: number, left: string][];
  alerts: number[];
}

/** How a balance came to what it is: what an hour cost, and what was bought when little was left. */
interface Habit {
  cost: (hour: Date) => number;
  pack: number | null;
}

const hourMillis = 3_600_000;

const isWeekend = (hour: Date) => hour.getDay() === 0 || hour.getDay() === 6;
const isBetween = (hour: Date, from: number, to: number) =>
  hour.getHours() >= from && hour.getHours() < to;

/** Between 0 and 1, and the same for the same hour. */
function chance(hour: Date, salt: number): number {
  const wave = Math.sin(Math.floor(hour.getTime() / hourMillis) * 12.9898 + salt * 78.233);
  return Math.abs(wave * 43758.5453) % 1;
}

/** How people and programs spend. */
export const habits = {
  /** The same each hour. */
  steady: (aDay: number, pack: number | null = null): Habit => ({ cost: () => aDay / 24, pack }),
  /** A product with users: busy on working days. */
  officeHours: {
    cost: (hour) => {
      const busy = isBetween(hour, 9, 18) ? 0.7 : isBetween(hour, 18, 23) ? 0.2 : 0.05;
      return (isWeekend(hour) ? busy / 3 : busy) * (0.5 + chance(hour, 1));
    },
    pack: 50,
  },
  /** Videos, rendered in an afternoon every two or three days. */
  videos: {
    cost: (hour) => {
      const day = new Date(hour.getFullYear(), hour.getMonth(), hour.getDate());
      const isJob = chance(day, 2) < 0.45 && isBetween(hour, 13, 16);
      return isJob ? 50 + 70 * chance(hour, 3) : 0;
    },
    pack: 1000,
  },
  /** Songs of twelve credits, when a band has time to play with them. */
  songs: {
    cost: (hour) => {
      const isTime = isBetween(hour, 19, 24) && (isWeekend(hour) || [2, 5].includes(hour.getDay()));
      return isTime ? 12 * Math.floor(3 * chance(hour, 4)) : 0;
    },
    pack: null,
  },
  /** A few jingles of five credits before noon. */
  jingles: {
    cost: (hour) =>
      isBetween(hour, 9, 12) && !isWeekend(hour) ? 5 * Math.floor(5 * chance(hour, 5)) : 0,
    pack: 500,
  },
  /** A program that runs day and night. */
  drip: { cost: (hour) => 1.2 + 1.2 * chance(hour, 6), pack: null },
} satisfies Record<string, Habit | ((aDay: number, pack?: number) => Habit)>;

/** Weeks with such a habit, worked out backwards from what is left now. */
export function pastOf(
  unit: Past['unit'],
  left: number,
  low: number,
  habit: Habit,
  weeks = 4,
): Past {
  const past: Past = { unit, readings: [], alerts: [] };
  let amount = left;
  for (let ago = 1; ago <= weeks * 168; ago += 1) {
    const cost = habit.cost(new Date(Date.now() - ago * hourMillis));
    if (amount < low && amount + cost >= low) past.alerts.unshift(ago * 60);
    amount += cost;
    if (habit.pack !== null && amount > 1.06 * habit.pack) amount -= habit.pack;
    past.readings.unshift([ago * 60, amount.toFixed(2)]);
  }
  return past;
}
