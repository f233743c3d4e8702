import ArgumentParser
import Glibc

@main
struct Martlet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "martlet",
    abstract: "A mail protection gateway: it stands in front of your mail server and says why it does what it does.",
    discussion: "Cmdlets of Exchange work by their own names too, as Get-HostedContentFilterPolicy or Get-MessageTraceV2.",
    version: version,
    subcommands: [
      ApplyCommand.self, ExportCommand.self, PolicyCommand.self, PresetCommand.self, AllowBlockCommand.self,
      ConnectionFilterCommand.self, SensitiveWordsCommand.self, ImportCommand.self,
      ServeCommand.self, ScanCommand.self, ParseCommand.self, CheckCommand.self, DomainCommand.self, ConfigCommand.self,
      QueueCommand.self, QuarantineCommand.self, SpoofCommand.self, BulkCommand.self, TraceCommand.self, ShadowCommand.self,
      DKIMKeyCommand.self, ReportCommand.self,
      StatusCommand.self,
      TrainCommand.self, EvaluateCommand.self, UserCommand.self, GroupCommand.self, BackupCommand.self, RestoreCommand.self,
      CompletionCommand.self,
      GatewayRoleCommand.self, ResolverRoleCommand.self, ScannerRoleCommand.self,
      GetMessageTraceV2.self, GetMessageTraceDetailV2.self, GetQuarantineMessage.self, ReleaseQuarantineMessage.self,
      DeleteQuarantineMessage.self, GetTenantAllowBlockListItems.self, NewTenantAllowBlockListItems.self,
      SetTenantAllowBlockListItems.self, RemoveTenantAllowBlockListItems.self, GetTenantAllowBlockListSpoofItems.self,
      NewTenantAllowBlockListSpoofItems.self, RemoveTenantAllowBlockListSpoofItems.self,
    ] + PolicyCmdlets.all)

  static let version = "0.1.0"

  /// Not asynchronous: the supervisor and the scanners need the first thread, and no other, for themselves.
  static func main() {
    Glibc.exit(CommandRunner.run(Array(CommandLine.arguments.dropFirst())))
  }
}
