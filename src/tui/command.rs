//! The commands of the screen, each declared once: keys, bottom line, help, palette and manual read this table.

/// Where a command can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandContext {
    /// Anywhere, while text is typed too.
    Everywhere,
    /// The tabs: overview and lists.
    Tabs,
    /// Lists only.
    List,
    /// The findings.
    Findings,
    /// The journal.
    History,
    /// A form. Letters, digits and signs are text there, so that no command of it can be given by one.
    Form,
    /// A text to read.
    Reader,
}

impl CommandContext {
    /// The contexts that a palette of this context shows, and help lists.
    pub const ALL: &'static [Self] = &[
        Self::Everywhere,
        Self::Tabs,
        Self::List,
        Self::Findings,
        Self::History,
        Self::Form,
        Self::Reader,
    ];

    /// The context's locale key below `context`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Tabs => "tabs",
            Self::List => "list",
            Self::Findings => "findings",
            Self::History => "history",
            Self::Form => "form",
            Self::Reader => "reader",
        }
    }
}

/// A command as it is declared.
#[derive(Debug)]
pub struct DeclaredCommand {
    /// The command.
    pub command: Command,
    /// Its name in the configuration, and its locale key below `command`.
    pub name: &'static str,
    /// Where it can be given.
    pub contexts: &'static [CommandContext],
    /// Its keys, where the configuration gives no others.
    pub keys: &'static [&'static str],
    /// Whether the bottom line names it.
    pub footer: bool,
}

macro_rules! commands {
    ($($command:ident $name:literal [$($context:ident),*] [$($key:literal),*] $footer:literal;)+) => {
        /// What can be asked of the screen by a key or in the palette.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command { $( #[doc = concat!("`", $name, "`")] $command ),+ }
        /// Every command, in the order of help and manual.
        pub const COMMANDS: &[DeclaredCommand] = &[$(DeclaredCommand {
            command: Command::$command, name: $name, contexts: &[$(CommandContext::$context),*], keys: &[$($key),*], footer: $footer,
        }),+];
    };
}

commands! {
    Up "up" [Tabs, Form, Reader] ["up", "k"] false;
    Down "down" [Tabs, Form, Reader] ["down", "j"] false;
    Left "left" [Tabs, Form] ["left", "h"] false;
    Right "right" [Tabs, Form] ["right", "l"] false;
    PageUp "page-up" [Tabs, Form, Reader] ["pageup"] false;
    PageDown "page-down" [Tabs, Form, Reader] ["pagedown"] false;
    First "first" [Tabs, Form, Reader] ["home", "g"] false;
    Last "last" [Tabs, Form, Reader] ["end", "G"] false;
    Open "open" [Tabs, Form] ["enter"] true;
    Edit "edit" [List, Form] ["e", "f2"] true;
    Save "save" [Form] ["ctrl-s"] true;
    SaveBecause "save-because" [Form] ["alt-s"] false;
    New "new" [Tabs, Form] ["n", "ctrl-n"] true;
    FromLibrary "from-library" [Tabs] ["N"] false;
    Duplicate "duplicate" [List, Form] ["D", "ctrl-d"] false;
    Remove "remove" [List, Form] ["delete"] true;
    Select "select" [List, Findings, History, Form] ["space"] false;
    MarkRange "mark-range" [List, Findings, History] ["V"] false;
    MarkAll "mark-all" [List, Findings, History] ["*"] false;
    MarkNone "none" [Form] ["f4"] true;
    MoveUp "move-up" [Form] ["alt-up"] false;
    MoveDown "move-down" [Form] ["alt-down"] false;
    Reference "reference" [Form] ["alt-r"] false;
    AllFields "all-fields" [Form] ["f6"] false;
    NextFinding "next-finding" [Form] ["f8"] true;
    PreviousFinding "previous-finding" [Form] ["shift-f8", "f20"] false;
    Editor "editor" [Form] ["ctrl-e"] false;
    NextSection "next-section" [Form] ["tab"] true;
    PreviousSection "previous-section" [Form] ["backtab"] false;
    NextView "next-view" [Tabs] ["tab"] true;
    PreviousView "previous-view" [Tabs] ["backtab"] false;
    Filter "filter" [List, Findings, History] ["/"] true;
    Sort "sort" [List, Findings] ["s"] false;
    SortBack "sort-back" [List] ["S"] false;
    Show "show" [List, Findings] ["f"] false;
    Columns "columns" [List] ["C"] false;
    Wider "wider" [List] [">"] false;
    Narrower "narrower" [List] ["<"] false;
    NextMonth "next-month" [List] ["."] false;
    PreviousMonth "previous-month" [List] [","] false;
    Filters "filters" [List] ["F"] false;
    KeepFilter "keep-filter" [List] [] false;
    Waive "waive" [Findings] ["w"] true;
    Act "act" [Tabs] ["a"] false;
    ActHere "act-here" [Form] ["alt-a"] false;
    SetField "set-field" [List] ["="] false;
    ReplaceRecord "replace-record" [List] [] false;
    CopyTo "copy-to" [List] [] false;
    KeepTemplate "keep-template" [List] [] false;
    ForgetTemplate "forget-template" [Tabs] [] false;
    Origin "origin" [List] [] false;
    RecordHoldings "record-holdings" [List] [] false;
    UseIn "use-in" [List] [] false;
    FromLaw "from-law" [List] ["L"] false;
    Citing "citing" [List] [] false;
    Period "period" [List] [] false;
    Organisation "organisation" [Tabs] ["o"] false;
    Day "day" [Tabs] ["@"] false;
    Overview "overview" [Tabs] ["1"] false;
    Activities "activities" [Tabs] ["2"] false;
    Organisations "organisations" [Tabs] ["3"] false;
    Transfers "transfers" [Tabs] ["4"] false;
    Retention "retention" [Tabs] ["5"] false;
    Findings "findings" [Tabs] ["6"] false;
    History "history" [Tabs] ["7"] false;
    RecordHistory "record-history" [List, Form] ["H", "alt-h"] false;
    Country "country" [Tabs, Form] ["c", "alt-c"] false;
    Uses "uses" [Tabs] ["U"] false;
    Due "due" [Tabs] ["d"] false;
    Disposals "disposals" [Tabs] [] false;
    RegisterData "register-data" [Tabs] [] false;
    Undo "undo" [Tabs, Form] ["ctrl-z"] false;
    Redo "redo" [Tabs, Form] ["ctrl-y", "ctrl-r"] false;
    Read "read" [List, Findings, History] ["v"] false;
    Copy "copy" [List, Reader] ["y"] false;
    CopyToFile "copy-to-file" [List, Reader] ["Y"] false;
    Export "export" [Tabs] ["x"] true;
    ExportTable "export-table" [Tabs] [] false;
    DraftNotice "draft-notice" [Tabs] [] false;
    Import "import" [Tabs] [] false;
    Compare "compare" [Tabs] [] false;
    Ask "ask" [Tabs] [] false;
    Answers "answers" [Tabs] [] false;
    Edition "edition" [Tabs] [] false;
    OpenRegister "open-register" [Tabs] [] false;
    NewRegister "new-register" [Tabs] [] false;
    Backup "backup" [Tabs] [] false;
    Restore "restore" [Tabs] [] false;
    Drafts "drafts" [Tabs] [] false;
    Redact "redact" [List, Form] ["alt-x"] false;
    RedactWords "redact-words" [Tabs] [] false;
    Verify "verify" [Tabs] [] false;
    VerifyAgainst "verify-against" [Tabs] [] false;
    Identity "identity" [Tabs] [] false;
    Palette "palette" [Tabs, Form] ["ctrl-p"] true;
    Help "help" [Tabs, Form, Reader] ["?", "f1"] true;
    Manual "manual" [Tabs, Form, Reader] ["m", "alt-m"] false;
    Rules "rules" [Tabs] [] false;
    Law "law" [Tabs] [] false;
    Rule "rule" [Findings] ["r"] false;
    Search "search" [Reader] ["/"] true;
    NextMatch "next-match" [Reader] ["n"] false;
    PreviousMatch "previous-match" [Reader] ["N"] false;
    Back "back" [Tabs, Form, Reader] ["esc"] false;
    Quit "quit" [Tabs] ["q"] true;
    QuitNow "quit-now" [Everywhere] ["ctrl-q"] false;
    Mouse "mouse" [Tabs] ["M"] false;
    Suspend "suspend" [Everywhere] [] false;
    InFull "in-full" [Everywhere] ["alt-v", "f3"] false;
    Redraw "redraw" [Everywhere] ["ctrl-l"] false;
}

impl Command {
    /// The commands of the command line that do the same, by their names there.
    #[must_use]
    pub const fn at_command_line(self) -> &'static [&'static str] {
        match self {
            Self::NewRegister => &["new"],
            Self::FromLibrary => &["template"],
            Self::SetField => &["set"],
            Self::ReplaceRecord => &["replace"],
            Self::CopyTo => &["copy"],
            Self::Origin => &["origin"],
            Self::RecordHoldings => &["holdings"],
            Self::FromLaw => &["schedule"],
            Self::Act => &["dispose", "extend", "hold", "lift", "checked", "reviewed"],
            Self::Read => &["show"],
            Self::Findings => &["check"],
            Self::Waive => &["waive", "unwaive"],
            Self::Rules => &["rules"],
            Self::Law => &["law"],
            Self::History => &["log"],
            Self::Compare => &["diff", "merge"],
            Self::Country => &["country"],
            Self::Uses => &["uses"],
            Self::Due => &["due"],
            Self::Disposals => &["disposals"],
            Self::Undo => &["undo"],
            Self::Redo => &["redo"],
            Self::Export => &["export"],
            Self::DraftNotice => &["notice"],
            Self::Import => &["import", "mapping"],
            Self::Ask => &["ask"],
            Self::Answers => &["answers"],
            Self::Edition => &["edition"],
            Self::Backup => &["backup"],
            Self::Restore => &["restore"],
            Self::Redact => &["redact"],
            Self::Verify => &["verify"],
            Self::Identity => &["identity"],
            Self::Manual => &["manual"],
            _ => &[],
        }
    }

    /// Whether it is about an entry of a list, and does nothing where there is none.
    #[must_use]
    pub const fn is_about_an_entry(self) -> bool {
        matches!(
            self,
            Self::Open
                | Self::Edit
                | Self::Remove
                | Self::Duplicate
                | Self::Select
                | Self::MarkRange
                | Self::MarkAll
                | Self::Read
                | Self::Copy
                | Self::CopyToFile
                | Self::RecordHistory
                | Self::Redact
                | Self::CopyTo
                | Self::KeepTemplate
                | Self::Origin
                | Self::RecordHoldings
                | Self::Waive
                | Self::Rule
        )
    }

    /// Whether it is called by its name too: to move there are keys alone, and the palette does not list itself.
    #[must_use]
    pub const fn is_named(self) -> bool {
        !matches!(
            self,
            Self::Palette
                | Self::Back
                | Self::Up
                | Self::Down
                | Self::Left
                | Self::Right
                | Self::PageUp
                | Self::PageDown
                | Self::First
                | Self::Last
        )
    }

    /// Whether it writes to the open register, or begins to, in a context: an edit in a list only opens the form.
    #[must_use]
    pub fn writes(self, context: CommandContext) -> bool {
        match self {
            Self::Edit | Self::Select => context == CommandContext::Form,
            Self::Save
            | Self::SaveBecause
            | Self::New
            | Self::Duplicate
            | Self::Remove
            | Self::MarkNone
            | Self::MoveUp
            | Self::MoveDown
            | Self::Reference
            | Self::Editor
            | Self::Waive
            | Self::Act
            | Self::ActHere
            | Self::SetField
            | Self::ReplaceRecord
            | Self::CopyTo
            | Self::Origin
            | Self::RecordHoldings
            | Self::UseIn
            | Self::FromLaw
            | Self::FromLibrary
            | Self::Undo
            | Self::Redo
            | Self::Import
            | Self::Drafts
            | Self::Redact
            | Self::RedactWords => true,
            _ => false,
        }
    }

    /// Whether it makes a register, or puts another in the place of the open one.
    #[must_use]
    pub const fn makes(self) -> bool {
        matches!(self, Self::NewRegister | Self::Restore)
    }
}

/// What is declared of the command of a name.
#[must_use]
pub fn declared_by(name: &str) -> Option<&'static DeclaredCommand> {
    COMMANDS.iter().find(|declared| declared.name == name)
}

/// What is declared of a command.
#[must_use]
pub fn declared(command: Command) -> &'static DeclaredCommand {
    // Every command is in the table that made it, so the fallback is never taken.
    COMMANDS
        .iter()
        .find(|declared| declared.command == command)
        .unwrap_or(&COMMANDS[0])
}
