# frozen_string_literal: true

# Answers, as JSON, what Vagrant's own configuration loader makes of a lab's Vagrantfile. Each line of input is a case:
#   { lab, provider, machine, command, path, platform, networksConf, vagrant }
# `path` is a folder with the VBoxManage and sysctl to be found, `platform` what Ruby says it runs on, `networksConf` the
# text of /etc/vbox/networks.conf, which without it is absent, `vagrant` what version Vagrant says it is. Loading Vagrant takes most of a second: each case is a fork.
require 'vagrant'
require 'json'
require 'stringio'

# /etc/vbox/networks.conf, as the test wants it.
module NetworksConf
  PATH = '/etc/vbox/networks.conf'

  def readable?(path)
    path == PATH ? !$networks_conf.nil? : super
  end

  def readlines(path, *rest)
    path == PATH ? $networks_conf.lines : super
  end
end
File.singleton_class.prepend(NetworksConf)

# Settings of providers whose plugins are not installed here: whatever is set can be read.
class Recorder < Vagrant.plugin('2', :config)
  def initialize
    @vmx = {}
    @set = {}
  end
  attr_reader :vmx, :set

  def respond_to_missing?(name, _all = false)
    name.end_with?('=')
  end

  def method_missing(name, *values)
    name.end_with?('=') ? @set[name.to_s.chomp('=')] = values.first : super
  end

  def merge(other)
    super.tap do |result|
      result.instance_variable_set(:@set, @set.merge(other.set))
      result.instance_variable_set(:@vmx, @vmx.merge(other.vmx))
    end
  end
end

# vagrant-libvirt may be installed; the other two are not free.
class StandIns < Vagrant.plugin('2')
  name 'stand-ins'
  missing = %i[vmware_desktop parallels libvirt].reject { |provider| manager.provider_configs.key?(provider) }
  missing.each { |provider| config(provider, :provider) { Recorder } }
end

def settings_of(provider, settings)
  case provider
  when 'virtualbox'
    # It keeps memory and processors as arguments for VBoxManage.
    { linked_clone: settings.linked_clone, check_guest_additions: settings.check_guest_additions,
      customizations: settings.customizations.map { |_, arguments| arguments.drop(2) } }
  when 'vmware_desktop' then settings.set.merge(vmx: settings.vmx)
  when 'parallels' then settings.set
  when 'libvirt'
    next_to = settings.is_a?(Recorder) ? settings.set : {}
    %w[memory cpus forward_ssh_port].to_h { |name| [name, next_to.fetch(name) { settings.public_send(name) }] }
  else {}
  end
end

# Says that it is another version of Vagrant, with the setting that came with 2.4.1.
def become(version)
  Vagrant.send(:remove_const, :VERSION)
  Vagrant.const_set(:VERSION, version)
  return if Gem::Version.new(version) < Gem::Version.new('2.4.1')

  require Vagrant.source_root.join('plugins/kernel_v2/config/ssh_connect')
  VagrantPlugins::Kernel_V2::SSHConnectConfig.attr_accessor(:key_type)
end

def answer(wanted)
  provider = wanted.fetch('provider')
  env = Vagrant::Environment.new(cwd: wanted.fetch('lab'), ui_class: Vagrant::UI::Silent)
  config = env.vagrantfile.machine_config(wanted.fetch('machine').to_sym, provider.to_sym, nil, nil, false)[:config]
  {
    machines: env.machine_names,
    box: config.vm.box,
    version: config.vm.box_version,
    url: config.vm.box_url,
    checkUpdate: config.vm.box_check_update,
    hostname: config.vm.hostname,
    ssh: { extraArgs: config.ssh.extra_args, keyType: config.ssh.respond_to?(:key_type) ? config.ssh.key_type : nil },
    settings: settings_of(provider, config.vm.get_provider_config(provider.to_sym)),
    networks: config.vm.networks.map { |type, options| options.merge(type: type).reject { |key, _| key == :protocol } },
    synced: config.vm.synced_folders.values.reject { |folder| folder[:disabled] }.map { |folder| folder[:guestpath] },
    provisioners: config.vm.provisioners.map do |p|
      { name: p.name, type: p.type, run: p.run, source: p.type == :file ? p.config.source : nil,
        script: p.type == :shell ? p.config.inline : nil, privileged: p.type == :shell ? p.config.privileged : nil }
    end,
    stopped: config.trigger.before_triggers.map { |t| { command: t.command, warn: t.warn, abort: t.abort } }
  }
end

$stdout.sync = true
while (line = $stdin.gets)
  wanted = JSON.parse(line)
  fork do
    ENV['PATH'] = "#{wanted['path']}:#{ENV.fetch('PATH')}"
    ENV['VAGRANT_DEFAULT_PROVIDER'] = wanted['provider']
    ARGV.replace([wanted.fetch('command', 'up')])
    $networks_conf = wanted['networksConf']
    if wanted['platform']
      Object.send(:remove_const, :RUBY_PLATFORM)
      RUBY_PLATFORM = wanted['platform']
    end
    told = $stderr = StringIO.new
    begin
      become(wanted['vagrant']) if wanted['vagrant']
      result = answer(wanted)
    rescue Exception => e
      result = { error: "#{e.class}: #{e.message}\n#{e.backtrace.first(5).join("\n")}" }
    end
    puts JSON.generate(result.merge(told: told.string))
  end
  Process.wait
end
