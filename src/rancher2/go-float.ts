/** The fewest digits that give the same number of 32 bits. */
function shortest(value: number): string {
  const single = Math.fround(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const text = single.toExponential(digits - 1);
    if (Math.fround(Number(text)) === single) return text;
  }
  return single.toExponential(8);
}

/** A number as Go's strconv.FormatFloat(value, 'g', -1, 32) writes it: 1.10 becomes 1.1. */
export function goFloat32(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? '+Inf' : '-Inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  const [mantissa = '', power = ''] = shortest(value).split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 6) {
    const shown = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${shown}`;
  }
  return String(Number(`${mantissa}e${exponent}`));
}
