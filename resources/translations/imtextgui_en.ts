<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AnswerState</name>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln result</numerusform>
            <numerusform>%Ln results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) of other types left out</source>
        <translation>
            <numerusform>%Ln file of another type left out</numerusform>
            <numerusform>%Ln files of other types left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DictionaryPage</name>
    <message numerus="yes">
        <source>%n row(s) removed.</source>
        <translation>
            <numerusform>%n row removed.</numerusform>
            <numerusform>%n rows removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) read.</source>
        <translation>
            <numerusform>%n row read.</numerusform>
            <numerusform>%n rows read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EncoderRow</name>
    <message numerus="yes">
        <source>Right file found, of %n confirmed question(s)</source>
        <translation>
            <numerusform>Right file found, of %n confirmed question</numerusform>
            <numerusform>Right file found, of %n confirmed questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) known by their thumbnail only</source>
        <translation>
            <numerusform>%n page known by its thumbnail only</numerusform>
            <numerusform>%n pages known by their thumbnail only</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExchangeBar</name>
    <message numerus="yes">
        <source>%n thing(s) left out: too long for others to take in, or not whole.</source>
        <translation>
            <numerusform>%n thing was left out: too long for others to take in, or not whole.</numerusform>
            <numerusform>%n things were left out: too long for others to take in, or not whole.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back, but for %n thing(s) that were changed or confirmed here since.</source>
        <translation>
            <numerusform>Taken back, but for %n thing that was changed or confirmed here since.</numerusform>
            <numerusform>Taken back, but for %n things that were changed or confirmed here since.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExcludeDialog</name>
    <message numerus="yes">
        <source>Would skip %n file(s)</source>
        <translation>
            <numerusform>Would skip %n file</numerusform>
            <numerusform>Would skip %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FacetsPanel</name>
    <message numerus="yes">
        <source>%n file(s) left out</source>
        <translation>
            <numerusform>%n file left out</numerusform>
            <numerusform>%n files left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <source>%n page(s) hold it</source>
        <translation>
            <numerusform>%n page holds it</numerusform>
            <numerusform>%n pages hold it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formatter</name>
    <message numerus="yes">
        <source>{count} file(s)</source>
        <translation>
            <numerusform>{count} file</numerusform>
            <numerusform>{count} files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} page(s)</source>
        <translation>
            <numerusform>{count} page</numerusform>
            <numerusform>{count} pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} text(s)</source>
        <translation>
            <numerusform>{count} text</numerusform>
            <numerusform>{count} texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} question(s)</source>
        <translation>
            <numerusform>{count} question</numerusform>
            <numerusform>{count} questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) not there, kept: see the folders.</source>
        <translation>
            <numerusform>%n file not there, kept: see the folders.</numerusform>
            <numerusform>%n files not there, kept: see the folders.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>So have %n other file(s).</source>
        <translation>
            <numerusform>So has %n other file.</numerusform>
            <numerusform>So have %n other files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) known by their thumbnail only: their files were away.</source>
        <translation>
            <numerusform>%n page known by its thumbnail only: its file was away.</numerusform>
            <numerusform>%n pages known by their thumbnail only: their files were away.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message numerus="yes">
        <source>%n filter(s)</source>
        <translation>
            <numerusform>%n filter</numerusform>
            <numerusform>%n filters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HitActions</name>
    <message numerus="yes">
        <source>%n path(s) copied.</source>
        <translation>
            <numerusform>%n path copied.</numerusform>
            <numerusform>%n paths copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag for %n file(s):</source>
        <translation>
            <numerusform>Tag for %n file:</numerusform>
            <numerusform>Tag for %n files:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) left out: their files could not be read.</source>
        <translation>
            <numerusform>%n page left out: its file could not be read.</numerusform>
            <numerusform>%n pages left out: their files could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) belong to another catalogue, {folder}. Open that one for this.</source>
        <translation>
            <numerusform>%n result belongs to another catalogue, {folder}. Open that one for this.</numerusform>
            <numerusform>%n results belong to another catalogue, {folder}. Open that one for this.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The tag “{tag}” was taken off %n file(s).</source>
        <translation>
            <numerusform>The tag “{tag}” was taken off %n file.</numerusform>
            <numerusform>The tag “{tag}” was taken off %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Copy %n path(s)</source>
        <translation>
            <numerusform>&amp;Copy %n path</numerusform>
            <numerusform>&amp;Copy %n paths</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pr&amp;int %n page(s)…</source>
        <translation>
            <numerusform>Pr&amp;int %n page…</numerusform>
            <numerusform>Pr&amp;int %n pages…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HitText</name>
    <message numerus="yes">
        <source>+%n edition(s)</source>
        <translation>
            <numerusform>+%n edition</numerusform>
            <numerusform>+%n editions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobSheetWriter</name>
    <message numerus="yes">
        <source>%n page(s) could not be had; the sheet says why.</source>
        <translation>
            <numerusform>%n page could not be had; the sheet says why.</numerusform>
            <numerusform>%n pages could not be had; the sheet says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobSheetsPage</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KindTabs</name>
    <message numerus="yes">
        <source>%n result(s) in the list</source>
        <translation>
            <numerusform>%n result in the list</numerusform>
            <numerusform>%n results in the list</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LearningPanel</name>
    <message numerus="yes">
        <source>To learn from: %n confirmed question(s)</source>
        <translation>
            <numerusform>To learn from: %n confirmed question</numerusform>
            <numerusform>To learn from: %n confirmed questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n tag</numerusform>
            <numerusform>%n tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NextSteps</name>
    <message numerus="yes">
        <source>Take %n filter(s) away</source>
        <translation>
            <numerusform>Take %n filter away</numerusform>
            <numerusform>Take %n filters away</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoResults</name>
    <message numerus="yes">
        <source>%Ln result(s) of other kinds</source>
        <translation>
            <numerusform>%Ln result of another kind</numerusform>
            <numerusform>%Ln results of other kinds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s) can be found.</source>
        <translation>
            <numerusform>%Ln page can be found</numerusform>
            <numerusform>%Ln pages can be found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OldWay</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message numerus="yes">
        <source>%n more copies</source>
        <translation>
            <numerusform>%n more copy</numerusform>
            <numerusform>%n more copies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintPreview</name>
    <message numerus="yes">
        <source>Print %n page(s)</source>
        <translation>
            <numerusform>Print %n page</numerusform>
            <numerusform>Print %n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) printed.</source>
        <translation>
            <numerusform>%n page printed.</numerusform>
            <numerusform>%n pages printed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemsPage</name>
    <message numerus="yes">
        <source>%n file(s) with problems</source>
        <translation>
            <numerusform>%n file with problems</numerusform>
            <numerusform>%n files with problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PublishButton</name>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln page</numerusform>
            <numerusform>%Ln pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QualityPage</name>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultListWriter</name>
    <message numerus="yes">
        <source>Save %n result(s)</source>
        <translation>
            <numerusform>Save %n result</numerusform>
            <numerusform>Save %n results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) copied as a table.</source>
        <translation>
            <numerusform>%n result copied as a table.</numerusform>
            <numerusform>%n results copied as a table.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceRow</name>
    <message numerus="yes">
        <source>%n file(s) left out</source>
        <translation>
            <numerusform>%n file left out</numerusform>
            <numerusform>%n files left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourcesPage</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln page</numerusform>
            <numerusform>%Ln pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) not connected. What is known of them can still be found.</source>
        <translation>
            <numerusform>%n folder not connected. What is known of it can still be found.</numerusform>
            <numerusform>%n folders not connected. What is known of them can still be found.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%Ln page(s) can be found</source>
        <translation>
            <numerusform>%Ln page can be found</numerusform>
            <numerusform>%Ln pages can be found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new file(s)</source>
        <translation>
            <numerusform>%Ln new file</numerusform>
            <numerusform>%Ln new files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln changed</numerusform>
            <numerusform>%Ln changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gone</source>
        <translation>
            <numerusform>%Ln gone</numerusform>
            <numerusform>%Ln gone</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuggestionsPanel</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The tag was given to %n page(s).</source>
        <translation>
            <numerusform>The tag was given to %n page.</numerusform>
            <numerusform>The tag was given to %n pages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The tag is not suggested for %n page(s) again.</source>
        <translation>
            <numerusform>The tag is not suggested for %n page again.</numerusform>
            <numerusform>The tag is not suggested for %n pages again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Another tag was given to %n page(s).</source>
        <translation>
            <numerusform>Another tag was given to %n page.</numerusform>
            <numerusform>Another tag was given to %n pages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) looked at.</source>
        <translation>
            <numerusform>%n page looked at.</numerusform>
            <numerusform>%n pages looked at.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagsPage</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The tag “{old}” is called “{new}” now, on %n file(s).</source>
        <translation>
            <numerusform>The tag “{old}” is called “{new}” now, on %n file.</numerusform>
            <numerusform>The tag “{old}” is called “{new}” now, on %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The tag “{tag}” was taken off %n file(s).</source>
        <translation>
            <numerusform>The tag “{tag}” was taken off %n file.</numerusform>
            <numerusform>The tag “{tag}” was taken off %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) keep the tag “{tag}”: it is from who publishes the catalogue.</source>
        <translation>
            <numerusform>%n file keeps the tag “{tag}”: it is from who publishes the catalogue.</numerusform>
            <numerusform>%n files keep the tag “{tag}”: it is from who publishes the catalogue.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrialPage</name>
    <message numerus="yes">
        <source>planned for %n day(s)</source>
        <translation>
            <numerusform>planned for %n day</numerusform>
            <numerusform>planned for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>First the old way: %n question(s) to be looked for by file names.</source>
        <translation>
            <numerusform>First the old way: %n question to be looked for by file names.</numerusform>
            <numerusform>First the old way: %n questions to be looked for by file names.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Now the search: %n question(s) to be looked for with it.</source>
        <translation>
            <numerusform>Now the search: %n question to be looked for with it.</numerusform>
            <numerusform>Now the search: %n questions to be looked for with it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>with %n search(es) a month</source>
        <translation>
            <numerusform>with %n search a month</numerusform>
            <numerusform>with %n searches a month</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Daily use: %n search(es), a page stayed on in {share}</source>
        <translation>
            <numerusform>Daily use: %n search, a page stayed on in {share}</numerusform>
            <numerusform>Daily use: %n searches, a page stayed on in {share}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhereUsedPanel</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The words in the pictures of %Ln page(s) are not read: it may stand there.</source>
        <translation>
            <numerusform>The words in the picture of %Ln page are not read: it may stand there.</numerusform>
            <numerusform>The words in the pictures of %Ln pages are not read: it may stand there.</numerusform>
        </translation>
    </message>
</context>
</TS>
