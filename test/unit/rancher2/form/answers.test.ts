import { describe, expect, test } from 'vitest';
import { enterAnswer } from '../../../../src/rancher2/form/enter-answer.ts';
import { formFaults } from '../../../../src/rancher2/form/form-faults.ts';
import { questionsOf, type FormQuestion } from '../../../../src/rancher2/form/form-question.ts';

function question(more: Readonly<Record<string, unknown>>): FormQuestion {
  const [made] = questionsOf([{ variable: 'a', ...more }]);
  if (!made) throw new Error('no question');
  return made;
}

describe('an answer', () => {
  test.each([
    [{ type: 'int' }, '3abc', 3],
    [{ type: 'int' }, '1.7', 1],
    [{ type: 'float' }, '1.5', 1.5],
    [{ type: 'string' }, '007', '007'],
    [{ type: 'unknown' }, 'x', 'x'],
    [{ type: 'boolean' }, 'false', false],
    [{ type: 'enum', options: [3, 'majority', true] }, '3', 3],
    [{ type: 'enum', options: [3, 'majority', true] }, 'majority', 'majority'],
    [{ type: 'enum', options: [3, 'majority', true] }, 'true', true],
    [{ type: 'enum', options: { 3: 'three' } }, '3', '3'],
    [{ type: 'enum', multiple: true, options: [1, 2, 3] }, [1, '3'], [1, 3]],
    [{ type: 'storageclass' }, 'longhorn', 'longhorn'],
    [{ type: 'array[string]' }, [1, 'b'], ['1', 'b']],
    [{ type: 'map[string]' }, { a: 1 }, { a: '1' }],
    // The dashboard compares types in lower case, and never finds its own questionMap.
    [{ type: 'questionMap' }, 'a', 'a'],
  ])('%j: %j is sent as %j', (more, answer, expected) => {
    expect(enterAnswer(question(more), answer)).toEqual({ value: expected });
  });

  test.each([
    [{ type: 'int' }, 'x', 'whole number'],
    [{ type: 'float' }, '', 'a number'],
    [{ type: 'boolean' }, 'yes', 'true or false'],
    [{ type: 'enum', options: [3, 'x'] }, '4', '3, "x"'],
    [{ type: 'array[string]' }, 'a', 'a list'],
    [{ type: 'map[string]' }, 'a', 'a map'],
    [{ type: 'string' }, ['a'], 'text'],
  ])('%j takes no %j', (more, answer, words) => {
    expect(enterAnswer(question(more), answer).fault).toContain(words);
  });
});

describe('the form marks', () => {
  test.each([
    [{ type: 'int', min: 1, max: 9 }, 0, 'at least 1'],
    [{ type: 'int', min: 1, max: 9 }, 10, 'at most 9'],
    [{ required: true }, '', 'empty'],
    [{ min_length: 3 }, 'ab', 'at least 3 characters'],
    [{ valid_chars: 'a-z' }, 'a1', 'characters 1'],
    [{ invalid_chars: '#' }, 'a#', 'characters #'],
  ])('%j: %j', (more, value, words) => {
    expect(formFaults(question(more), value)).toEqual([expect.stringContaining(words)]);
  });

  test.each([
    // A limit of 0 is not checked, and max_length is misspelled in the dashboard.
    [{ type: 'int', min: 0 }, -1],
    [{ max_length: 1 }, 'abc'],
    [{ type: 'int', min: 1, max: 9 }, 9],
    [{ required: true }, 0],
    [{ valid_chars: 'z-a' }, 'a'],
  ])('not %j: %j', (more, value) => {
    expect(formFaults(question(more), value)).toEqual([]);
  });
});
