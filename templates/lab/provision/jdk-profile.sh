# The JDK for whoever logs in or types `source /etc/profile`.
export JAVA_HOME=/usr/lib/jvm
export PATH=$JAVA_HOME/bin:$PATH
