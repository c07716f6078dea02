/** Where the JDK is on a node: right there, so that zkCli reports the java.home that the tutorial shows. */
export const javaHome = '/usr/lib/jvm';
