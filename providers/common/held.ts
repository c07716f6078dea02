/**
 * The input of a program whose output is captured. What holds it is a pipe's end that nobody writes to: the kernel closes it with
 * this process, and ssh and kubectl hand that on.
 */
export const inputOf = ({ held }: { readonly held?: boolean | undefined }): 'pipe' | 'ignore' =>
  held ? 'pipe' : 'ignore';
