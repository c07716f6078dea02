export const vagrant = {
  'vagrant.detail': 'Vagrant，使用 {provider}',
  'vagrant.none': '没有 vagrant 命令',
  'vagrant.none.remedy': '请从 vagrantup.com 和 virtualbox.org 安装 Vagrant 和 VirtualBox',
  'vagrant.broken': '有 vagrant 命令，但无法运行',
  'vagrant.broken.remedy': '请在终端运行 vagrant 查看原因，或从 vagrantup.com 重新安装',
  'vagrant.chosen-unseen': 'VAGRANT_DEFAULT_PROVIDER 是 {provider}，但本机未找到它',
  'vagrant.chosen-unseen.remedy': '请安装 {provider}，或取消设置 VAGRANT_DEFAULT_PROVIDER',
  'vagrant.no-provider': '有 Vagrant，但没有能为它运行虚拟机的 provider',
  'vagrant.no-provider.remedy':
    '请从 virtualbox.org 安装 VirtualBox，或安装其他 provider 的插件：vagrant plugin install vagrant-libvirt（或 vagrant-vmware-desktop、vagrant-parallels）',
  'vagrant.missing': '此实验环境用 Vagrant 运行，但本机已没有 vagrant 命令；请从 vagrantup.com 重新安装',
  'vagrant.start': '用 Vagrant 启动 {count} 台虚拟机（首次会下载 box）',
  'vagrant.stop': '关闭虚拟机',
  'vagrant.remove': '删除虚拟机',
  'vagrant.unreachable':
    '{node} 在 {address} 没有应答。要启动它，请输入：zk-lab up（若在虚拟机内重启过：vagrant reload {node}）',
  'vagrant.failed': 'vagrant 执行失败；请按其提示解决，然后继续：zk-lab up\n  输出的末尾：\n{reason}',
  'vagrant.port-taken':
    '127.0.0.1 的端口 {port} 已被占用；请停止占用它的程序，或换端口：zk-lab create --force --spec zk-lab.yaml --client-port PORT --ssh-port PORT .',
  'vagrant.no-box':
    'Vagrant 无法获取 box {box}。如果访问它的目录站很慢或不通，请任选其一，然后继续 zk-lab up：\n  - 有此 box 的镜像站：zk-lab create --force --spec zk-lab.yaml --mirror ustc .\n  - 自行下载的文件：zk-lab create --force --spec zk-lab.yaml --box FILE.box .\n  输出的末尾：\n{reason}',
  'vagrant.no-virtualization':
    '本机不允许运行虚拟机：请在固件中打开 VT-x 或 AMD-V（在 Windows 上还要关闭 Hyper-V），或改用容器：zk-lab up --provider docker',
  'vagrant.no-provider-usable':
    'Vagrant 找不到可用的 provider；请从 virtualbox.org 安装 VirtualBox，或改用容器：zk-lab up --provider docker',
} as const;
