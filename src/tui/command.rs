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
    /// What it is about.
    pub subject: CommandSubject,
    /// What it writes.
    pub writes: CommandWrites,
    /// The commands of the command line that do the same, by their names there.
    pub at_command_line: &'static [&'static str],
}

/// What a command is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandSubject {
    /// Nothing that has to be chosen.
    Any,
    /// An entry of a list: it does nothing where there is none.
    Entry,
    /// The place alone: it is given by keys, and the palette, which is one of these, lists none of them.
    Keys,
}

/// What a command writes; it is not offered where that cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandWrites {
    /// Nothing of a register; a file that it is told to put its output in is another thing.
    Never,
    /// The open register.
    Always,
    /// The open register where it is given in a form: an edit in a list only opens the form.
    InForm,
    /// A register or a copy of one, or another in the place of the open one.
    Another,
}

macro_rules! commands {
    ($(
        $command:ident $name:literal [$($context:ident),*] [$($key:literal),*] $footer:literal
        $subject:ident $writes:ident [$($cli:literal),*];
    )+) => {
        /// What can be asked of the screen by a key or in the palette.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command { $( #[doc = concat!("`", $name, "`")] $command ),+ }
        /// Every command, in the order of help and manual.
        pub const COMMANDS: &[DeclaredCommand] = &[$(DeclaredCommand {
            command: Command::$command, name: $name, contexts: &[$(CommandContext::$context),*], keys: &[$($key),*], footer: $footer,
            subject: CommandSubject::$subject, writes: CommandWrites::$writes, at_command_line: &[$($cli),*],
        }),+];
    };
}

commands! {
    Up "up" [Tabs, Form, Reader] ["up", "k"] false Keys Never [];
    Down "down" [Tabs, Form, Reader] ["down", "j"] false Keys Never [];
    Left "left" [Tabs, Form] ["left", "h"] false Keys Never [];
    Right "right" [Tabs, Form] ["right", "l"] false Keys Never [];
    PageUp "page-up" [Tabs, Form, Reader] ["pageup"] false Keys Never [];
    PageDown "page-down" [Tabs, Form, Reader] ["pagedown"] false Keys Never [];
    First "first" [Tabs, Form, Reader] ["home", "g"] false Keys Never [];
    Last "last" [Tabs, Form, Reader] ["end", "G"] false Keys Never [];
    Open "open" [Tabs, Form] ["enter"] true Entry Never [];
    Edit "edit" [List, Form] ["e", "f2"] true Entry InForm [];
    Save "save" [Form] ["ctrl-s"] true Any Always [];
    SaveBecause "save-because" [Form] ["alt-s"] false Any Always [];
    New "new" [Tabs, Form] ["n", "ctrl-n"] true Any Always [];
    FromLibrary "from-library" [Tabs] ["N"] false Any Always ["template"];
    Duplicate "duplicate" [List, Form] ["D", "ctrl-d"] false Entry Always [];
    Remove "remove" [List, Form] ["delete"] true Entry Always ["delete"];
    Select "select" [List, Findings, History, Form] ["space"] false Entry InForm [];
    MarkRange "mark-range" [List, Findings, History] ["V"] false Entry Never [];
    MarkAll "mark-all" [List, Findings, History] ["*"] false Entry Never [];
    MarkNone "none" [Form] ["f4"] true Any Always [];
    MoveUp "move-up" [Form] ["alt-up"] false Any Always [];
    MoveDown "move-down" [Form] ["alt-down"] false Any Always [];
    Reference "reference" [Form] ["alt-r"] false Any Always ["rename"];
    AllFields "all-fields" [Form] ["f6"] false Any Never [];
    NextFinding "next-finding" [Form] ["f8"] true Any Never [];
    PreviousFinding "previous-finding" [Form] ["shift-f8", "f20"] false Any Never [];
    Editor "editor" [Form] ["ctrl-e"] false Any Always [];
    NextSection "next-section" [Form] ["tab"] true Any Never [];
    PreviousSection "previous-section" [Form] ["backtab"] false Any Never [];
    NextView "next-view" [Tabs] ["tab"] true Any Never [];
    PreviousView "previous-view" [Tabs] ["backtab"] false Any Never [];
    Filter "filter" [List, Findings, History] ["/"] true Any Never [];
    Sort "sort" [List, Findings] ["s"] false Any Never [];
    SortBack "sort-back" [List] ["S"] false Any Never [];
    Show "show" [List, Findings] ["f"] false Any Never [];
    Columns "columns" [List] ["C"] false Any Never [];
    Wider "wider" [List] [">"] false Any Never [];
    Narrower "narrower" [List] ["<"] false Any Never [];
    NextMonth "next-month" [List] ["."] false Any Never [];
    PreviousMonth "previous-month" [List] [","] false Any Never [];
    Filters "filters" [List] ["F"] false Any Never [];
    KeepFilter "keep-filter" [List] [] false Any Never [];
    Waive "waive" [Findings] ["w"] true Entry Always ["waive", "unwaive"];
    Act "act" [Tabs] ["a"] false Any Always ["dispose", "extend", "hold", "lift", "checked", "reviewed"];
    ActHere "act-here" [Form] ["alt-a"] false Any Always [];
    SetField "set-field" [List] ["="] false Any Always ["set"];
    ReplaceRecord "replace-record" [List] [] false Any Always ["replace"];
    CopyTo "copy-to" [List] [] false Entry Always ["copy"];
    KeepTemplate "keep-template" [List] [] false Entry Never [];
    ForgetTemplate "forget-template" [Tabs] [] false Any Never [];
    Origin "origin" [List] [] false Entry Always ["origin"];
    RecordHoldings "record-holdings" [List] [] false Entry Always ["holdings"];
    UseIn "use-in" [List] [] false Any Always [];
    FromLaw "from-law" [List] ["L"] false Any Always ["schedule"];
    Citing "citing" [List] [] false Any Never [];
    Period "period" [List] [] false Any Never [];
    Organisation "organisation" [Tabs] ["o"] false Any Never [];
    Day "day" [Tabs] ["@"] false Any Never [];
    Overview "overview" [Tabs] ["1"] false Any Never [];
    Activities "activities" [Tabs] ["2"] false Any Never [];
    Organisations "organisations" [Tabs] ["3"] false Any Never [];
    Transfers "transfers" [Tabs] ["4"] false Any Never [];
    Retention "retention" [Tabs] ["5"] false Any Never [];
    Findings "findings" [Tabs] ["6"] false Any Never ["check"];
    History "history" [Tabs] ["7"] false Any Never ["log"];
    RecordHistory "record-history" [List, Form] ["H", "alt-h"] false Entry Never [];
    Country "country" [Tabs, Form] ["c", "alt-c"] false Any Never ["country"];
    Uses "uses" [Tabs] ["U"] false Any Never ["uses"];
    Due "due" [Tabs] ["d"] false Any Never ["due"];
    Disposals "disposals" [Tabs] [] false Any Never ["disposals"];
    RegisterData "register-data" [Tabs] [] false Any Never [];
    Undo "undo" [Tabs, Form] ["ctrl-z"] false Any Always ["undo"];
    Redo "redo" [Tabs, Form] ["ctrl-y", "ctrl-r"] false Any Always ["redo"];
    Read "read" [List, Findings, History] ["v"] false Entry Never ["show"];
    Copy "copy" [List, Reader] ["y"] false Entry Never [];
    CopyToFile "copy-to-file" [List, Reader] ["Y"] false Entry Never [];
    Export "export" [Tabs] ["x"] true Any Never ["export"];
    ExportTable "export-table" [Tabs] [] false Any Never [];
    DraftNotice "draft-notice" [Tabs] [] false Any Never ["notice"];
    Import "import" [Tabs] [] false Any Always ["import", "mapping"];
    Compare "compare" [Tabs] [] false Any Never ["diff", "merge"];
    Ask "ask" [Tabs] [] false Any Always ["ask"];
    Answers "answers" [Tabs] [] false Any Always ["answers"];
    Edition "edition" [Tabs] [] false Any Always ["edition"];
    OpenRegister "open-register" [Tabs] [] false Any Never [];
    NewRegister "new-register" [Tabs] [] false Any Another ["new"];
    Backup "backup" [Tabs] [] false Any Another ["backup"];
    Restore "restore" [Tabs] [] false Any Another ["restore"];
    Drafts "drafts" [Tabs] [] false Any Always ["drafts"];
    Redact "redact" [List, Form] ["alt-x"] false Entry Always ["redact"];
    RedactWords "redact-words" [Tabs] [] false Any Always [];
    Verify "verify" [Tabs] [] false Any Never ["verify"];
    VerifyAgainst "verify-against" [Tabs] [] false Any Never [];
    Identity "identity" [Tabs] [] false Any Never ["identity"];
    Palette "palette" [Tabs, Form] ["ctrl-p"] true Keys Never [];
    Help "help" [Tabs, Form, Reader] ["?", "f1"] true Any Never [];
    Manual "manual" [Tabs, Form, Reader] ["m", "alt-m"] false Any Never ["manual"];
    Rules "rules" [Tabs] [] false Any Never ["rules"];
    Law "law" [Tabs] [] false Any Never ["law"];
    Rule "rule" [Findings] ["r"] false Entry Never [];
    Search "search" [Reader] ["/"] true Any Never [];
    NextMatch "next-match" [Reader] ["n"] false Any Never [];
    PreviousMatch "previous-match" [Reader] ["N"] false Any Never [];
    Back "back" [Tabs, Form, Reader] ["esc"] false Keys Never [];
    Quit "quit" [Tabs] ["q"] true Any Never [];
    QuitNow "quit-now" [Everywhere] ["ctrl-q"] false Any Never [];
    Mouse "mouse" [Tabs] ["M"] false Any Never [];
    Suspend "suspend" [Everywhere] [] false Any Never [];
    InFull "in-full" [Everywhere] ["alt-v", "f3"] false Any Never [];
    Redraw "redraw" [Everywhere] ["ctrl-l"] false Any Never [];
}

impl Command {
    /// The commands of the command line that do the same, by their names there.
    #[must_use]
    pub const fn at_command_line(self) -> &'static [&'static str] {
        declared(self).at_command_line
    }

    /// Whether it is about an entry of a list, and does nothing where there is none.
    #[must_use]
    pub fn is_about_an_entry(self) -> bool {
        declared(self).subject == CommandSubject::Entry
    }

    /// Whether it is called by its name too.
    #[must_use]
    pub fn is_named(self) -> bool {
        declared(self).subject != CommandSubject::Keys
    }

    /// Whether it writes to the open register, or begins to, in a context.
    #[must_use]
    pub fn writes(self, context: CommandContext) -> bool {
        match declared(self).writes {
            CommandWrites::Always => true,
            CommandWrites::InForm => context == CommandContext::Form,
            CommandWrites::Never | CommandWrites::Another => false,
        }
    }

    /// Whether it makes a register or a copy of one, or puts another in the place of the open one.
    #[must_use]
    pub fn makes(self) -> bool {
        declared(self).writes == CommandWrites::Another
    }
}

/// What is declared of the command of a name.
#[must_use]
pub fn declared_by(name: &str) -> Option<&'static DeclaredCommand> {
    COMMANDS.iter().find(|declared| declared.name == name)
}

/// What is declared of a command.
#[must_use]
pub const fn declared(command: Command) -> &'static DeclaredCommand {
    // One table makes both, in one order.
    &COMMANDS[command as usize]
}
