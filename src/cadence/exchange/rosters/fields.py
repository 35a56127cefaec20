"""The columns of a roster that is a table."""

from cadence.exchange.tables.columns import Field, Wanted

ROSTER = Wanted(
    "roster",
    (
        Field(
            "school",
            "School",
            "the person's school: its id or its name",
            "ncessch ncesid ncesschoolid schoolid schoolname school campus site building location",
        ),
        Field("team", "Team", "the team, where a school has several", "team teamname teamid"),
        Field("name", "Name", "the person's whole name", "name fullname person staffname employeename"),
        Field("given", "First name", "the first name", "preferredfirstname firstname givenname first"),
        Field("family", "Last name", "the family name", "lastname familyname surname last"),
        Field("suffix", "Suffix", "what follows the name, such as Jr.", "suffix namesuffix generation"),
        Field("email", "Email", "an email address of their own", "email emailaddress mail workemail emails"),
        Field("email2", "Email 2", "another address of theirs", "email2 otheremail secondaryemail"),
        Field("role", "Role", "member, facilitator or district", "role"),
        Field("position", "Position", "what they do at the school", "position positiontitle title jobtitle"),
        Field(
            "source",
            "Staff ID",
            "the id that the roster system gives the person",
            "staffid employeeid personid staffnumber employeenumber employeeno sourcedid userid",
        ),
        Field("joined", "Joined", "the day they came onto the team", "joined joineddate dateofjoining"),
        Field(
            "left",
            "Left",
            "the day they left",
            "left leftdate dateleft leavedate leavingdate enddate terminationdate exitdate lastday",
        ),
        Field("status", "Status", "active, or left", "status employmentstatus staffstatus employeestatus"),
    ),
    (("school", "team"), ("name", "family")),
)
