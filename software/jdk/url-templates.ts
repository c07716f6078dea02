import type { UrlTemplates } from '../../artifacts/mirrors.js';

const github = 'https://github.com/adoptium/temurin{feature}-binaries/releases/download/{tag}/{file}';
const tuna = 'https://mirrors.tuna.tsinghua.edu.cn/Adoptium/{feature}/jdk/{arch}/linux/{file}';
const ustc = 'https://mirrors.ustc.edu.cn/adoptium/releases/temurin{feature}-binaries/{tag}/{file}';

/**
 * Where Temurin's tarballs are. {feature}: 17; {tag}: jdk-17.0.20%2B8, percent-encoded; {arch}: x64; {file}.
 * Tsinghua keeps only the newest of a line.
 */
export const urlTemplates: UrlTemplates = {
  by: { official: [github], tuna: [tuna], ustc: [ustc], auto: [tuna, ustc, github] },
  own: ['{base}/{file}', '{base}/{feature}/jdk/{arch}/linux/{file}'],
};
