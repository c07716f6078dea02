import { say } from '../messages/index.js';
import { type Grade, grade } from '../verbs/grade.js';
import { moment } from './moment.js';
import { isOn, type Run } from './run.js';
import { table } from './table.js';

const provenText = ({ proven, problem }: Grade): string => {
  if (problem !== null) return say('grade.unknown');
  return say(proven ? 'grade.live' : 'grade.file');
};

/** What others sent, as text: a spreadsheet would calculate what begins like a formula. */
const harmless = (text: string): string => (/^[=+\-@]/.test(text) ? `'${text}` : text);

/** A cell of CSV, as RFC 4180 has it. */
const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const csvLine = (cells: readonly (string | number)[]): string =>
  cells.map((cell) => csvCell(harmless(String(cell)))).join(',');

export const run: Run = async (typed, { signal, output }) => {
  const grades = await grade(typed.words, { signal, emit: () => {} });
  if (isOn(typed, 'json')) output.json(grades);
  else if (isOn(typed, 'csv')) {
    output.print(csvLine(['source', 'lab', 'lesson', 'done', 'count', 'last', 'proven', 'problem']));
    for (const { source, lab, lesson, done, count, last, proven, problem } of grades) {
      output.print(csvLine([source, lab, lesson, done, count, last ?? '', String(proven), problem ?? '']));
    }
  } else {
    const headings = [
      '',
      say('grade.lab'),
      say('grade.lesson'),
      say('grade.steps'),
      say('grade.last'),
      say('grade.proven'),
    ];
    const rows = grades.map((each) => {
      const { source, lab, lesson, done, count, last, problem } = each;
      const steps = problem === null ? `${done}/${count}` : '-';
      return [source, lab || '-', lesson || '-', steps, last === null ? '-' : moment(last), provenText(each)];
    });
    const { dim } = output.colors;
    for (const line of table([headings, ...rows], (cell, row) => (row === 0 ? dim(cell) : cell)))
      output.print(line);
    // Below the table, whole: they are long, and what they say to type is copied.
    for (const { source, problem } of grades) {
      if (problem === null) continue;
      output.print();
      output.print(problem.includes(source) ? problem : say('told.about', { what: source, text: problem }));
    }
  }
  return grades.every(({ done, count, problem }) => problem === null && done === count) ? 0 : 1;
};
