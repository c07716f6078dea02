import type { UrlTemplates } from '../../artifacts/mirrors.js';

const below = (base: string) => `${base}/zookeeper/zookeeper-{version}/{file}`;

/** A fast network of copies that holds only current releases. */
const current = below('https://dlcdn.apache.org');
/** Keeps everything. */
const archive = below('https://archive.apache.org/dist');
const tuna = below('https://mirrors.tuna.tsinghua.edu.cn/apache');
const aliyun = below('https://mirrors.aliyun.com/apache');
const huawei = below('https://mirrors.huaweicloud.com/apache');
const ustc = below('https://mirrors.ustc.edu.cn/apache');

/**
 * Where tarballs of Apache's are. {version}: 3.4.9; {file}: zookeeper-3.4.9.tar.gz.
 * Tsinghua, Aliyun and USTC keep only current releases; Huawei keeps old ones too.
 */
export const urlTemplates: UrlTemplates = {
  by: {
    official: [current, archive],
    tuna: [tuna],
    aliyun: [aliyun],
    huawei: [huawei],
    ustc: [ustc],
    // First who is quick where the publisher is slow, last who keeps everything.
    auto: [current, huawei, tuna, ustc, archive],
  },
  own: [below('{base}'), '{base}/{file}'],
};

/** Where Apache's own checksum files are: a mirror's would prove nothing about that mirror's tarball. */
export const checksumUrlTemplate = `${archive}.sha512`;
